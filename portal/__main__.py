"""`python -m portal` is the same as `portal`."""

from portal.commands import main

main()
