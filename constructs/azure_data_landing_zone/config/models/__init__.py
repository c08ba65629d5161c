"""Typed, frozen models of a landing zone and its products, and the rows of named resources."""
