"""Azure data landing zones and their machine-learning data products, as typed Python for Terraform."""

from .engine import finder as _finder

# Otherwise the order of a program's imports would decide whether all 1,500 modules of the provider are imported.
_finder.install()
