// The layer Resolution; its files come with the commits that build it.
