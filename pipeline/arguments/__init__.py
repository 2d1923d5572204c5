"""What may stand on the command line: the commands, their options, what a value may be, and what a mistyped word may have meant."""
