"""Writes fixtures/reference/studentT.json: Student's t, chi-square and ln Γ.

mpmath, 40 digits. t: [ν, x, P(T ≤ x)] by numerical integration of the density; chiSquare: [ν, x, P(χ² ≤ x)];
logGamma: [x, ln Γ(x)]. `printed`: points of the tables every statistics book prints (t at 0.95, 0.975, 0.995;
chi-square at 0.05 and 0.95), to the digits printed there.
Usage: python3 scripts/reference/studentT.py > fixtures/reference/studentT.json
"""

import json

from mpmath import betainc, gammainc, loggamma, mp, mpf

mp.dps = 40


def t_cdf(nu, x):
    nu, x = mpf(nu), mpf(x)
    tail = betainc(nu / 2, mpf(1) / 2, 0, nu / (nu + x * x), regularized=True) / 2
    return tail if x <= 0 else 1 - tail


def chi_cdf(nu, x):
    return gammainc(mpf(nu) / 2, 0, mpf(x) / 2, regularized=True)


print(json.dumps({
    "source": "mpmath, 40 digits (scripts/reference/studentT.py); printed: tables of any statistics textbook",
    "t": [[nu, x, float(t_cdf(nu, x))] for nu in (1, 2, 3, 3.5, 4, 5, 8, 12, 30, 120, 500)
          for x in (-60, -12, -5, -2.5, -1, -0.3, -0.001, 0, 0.4, 1.7, 4, 25)],
    "chiSquare": [[nu, x, float(chi_cdf(nu, x))] for nu in (0.7, 1, 2, 3, 4.5, 5, 10, 30, 120)
                  for x in (0.001, 0.1, 0.5, 1, 3, 8, 20, 45, 150)],
    "logGamma": [[x, float(loggamma(mpf(x)))] for x in (0.05, 0.5, 1, 1.5, 2, 2.75, 5, 10.5, 16, 60, 250, 1000)],
    "printed": {
        "t": [[1, 0.95, 6.314], [1, 0.975, 12.706], [2, 0.975, 4.303], [3, 0.995, 5.841], [5, 0.95, 2.015],
              [5, 0.975, 2.571], [10, 0.975, 2.228], [30, 0.975, 2.042], [120, 0.975, 1.980]],
        "chiSquare": [[1, 0.95, 3.841], [2, 0.95, 5.991], [5, 0.05, 1.145], [5, 0.95, 11.070], [10, 0.05, 3.940],
                      [10, 0.95, 18.307], [30, 0.95, 43.773]],
    },
}, separators=(",", ":")))
