"""``newsbeam sample``: random rows of a lake on a sheet that a person judges, and the precision that the judged sheet gives."""
