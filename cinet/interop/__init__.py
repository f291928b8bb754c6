"""Bridges to other libraries; empty on purpose, so that entry points load nothing."""
