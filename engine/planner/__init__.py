"""Planners: from a request and its context to a Plan."""
