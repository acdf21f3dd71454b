// The layer QEMUOptions; its files come with the commits that build it.
