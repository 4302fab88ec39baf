"""``python -m sahelkit``: the command line."""

import sys

from sahelkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
