// The layer Translation; its files come with the commits that build it.
