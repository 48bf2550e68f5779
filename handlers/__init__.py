"""Chat platforms, one folder each; they never see one another."""
