"""Measures of synergy: Patterns or indicator tables in, pandas out."""
