"""What a copy desk would mark: pure functions from an analysis to findings, each a question with its place and its reason."""
