"""Checks of a configuration that need more than one model: across sections, products and files."""
