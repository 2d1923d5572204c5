"""Tests of newsbeam.

Numerical libraries use one thread in each test process, as in workers: what they multiply here is so small that threads wait for one another,
and there is a test process for each core. They read this when they are loaded, so it stands before every import of one.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
