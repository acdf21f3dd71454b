// The layer Reports; its files come with the commits that build it.
