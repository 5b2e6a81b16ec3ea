"""Writes fixtures/reference/sobol.json: unscrambled Sobol points of scipy (Joe and Kuo 2008) in 512 dimensions.

Each row is the 32-bit coordinates of one point, by its index in natural order: scipy's n-th point in Gray
code order is point n ^ (n >> 1).  Usage: python3 scripts/reference/sobol.py > fixtures/reference/sobol.json
"""

import json
import warnings

import scipy
from scipy.stats import qmc

warnings.simplefilter("ignore")
rows = []
for n in [1, 7, 1000, 65535, 12345678]:
    sequence = qmc.Sobol(d=512, scramble=False, bits=32)
    sequence.fast_forward(n)
    point = sequence.random(1)[0]
    rows.append([n ^ (n >> 1), *[int(u * 2**32) for u in point]])
print('{"source": "scipy %s, scripts/reference/sobol.py",\n"points": [' % scipy.__version__)
print(",\n".join(map(json.dumps, rows)) + "\n]}")
