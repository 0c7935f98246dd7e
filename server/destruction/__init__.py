"""Signed destruction records as they arrived, checked."""
