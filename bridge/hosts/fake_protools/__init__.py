"""A stand-in for Pro Tools: a gRPC server that speaks its published scripting interface over a small session."""
