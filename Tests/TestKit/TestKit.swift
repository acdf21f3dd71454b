// The layer TestKit; its files come with the commits that build it.
