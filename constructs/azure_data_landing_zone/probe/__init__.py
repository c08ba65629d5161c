"""Probes from inside the network, after apply: names of private endpoints and outbound services."""
