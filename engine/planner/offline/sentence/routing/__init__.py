"""Routing: buses, groups, returns and sends."""
