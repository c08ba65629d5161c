"""The rights that stacks need, and the rights that the principals who plan and apply them have."""
