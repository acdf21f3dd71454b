// The layer DomainModel; its files come with the commits that build it.
