"""Golden output over seeds/: every row of every dataset in a compact form, to be read as a diff."""
