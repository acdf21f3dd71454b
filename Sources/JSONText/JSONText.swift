// The layer JSONText; its files come with the commits that build it.
