"""Loaders: bytes of a source become the three tables of an ecosystem."""
