"""The panel: `python -m ui`."""

import sys

from ui.start_up.start import main

if __name__ == "__main__":
    sys.exit(main())
