"""`python -m engine` is the same program as `tonmeister`, without set-up."""

import sys

from engine.cli.cli import main

if __name__ == "__main__":
    sys.exit(main())
