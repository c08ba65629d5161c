"""Runs the command as `python -m azure_data_landing_zone.cli`."""

from . import main

main()
