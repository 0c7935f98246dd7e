"""The policy language: what a policy is, how its text is read and checked, and what its own cases show."""
