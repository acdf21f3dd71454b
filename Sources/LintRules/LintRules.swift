// The layer LintRules; its files come with the commits that build it.
