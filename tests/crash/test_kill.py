"""Killed at random moments while a hall checks in and secretaries call meetings: nothing is lost, nothing twice."""
