"""Null models and comparisons that wrap any registered measure."""
