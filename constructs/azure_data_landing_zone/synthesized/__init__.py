"""Typed readers of synthesized stacks and of plans, for checks, changes, policies, the report and tests."""
