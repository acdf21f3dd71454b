// The layer XMLTree; its files come with the commits that build it.
