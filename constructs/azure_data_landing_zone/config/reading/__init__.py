"""Reads YAML files, keeps the place of every value, and writes error messages."""
