"""The command ``newsbeam``, also ``python -m newsbeam``."""

import sys

from newsbeam import own_packages


def main() -> int:
    """Run the command line with the arguments of this process; return its exit code."""
    own_packages.claim()
    from pipeline.main import command

    return command()


if __name__ == "__main__":
    sys.exit(main())
