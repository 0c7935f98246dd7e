"""The policy language, the detectors and the decision: pure, no I/O."""
