"""The command line: one file a command, each with `arguments(parser)` and `run(options)`."""
