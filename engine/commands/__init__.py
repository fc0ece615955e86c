"""The command line: one file a command, each with `HELP`, `arguments(parser)` and `run(options)`."""
