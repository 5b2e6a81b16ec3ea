"""Writes fixtures/reference/normal.json: the normal distribution function, its inverse and the bivariate one.

mpmath 1.3, 50 digits. cdf: [x, Φ(x)]; quantile: [p, Φ⁻¹(p)] with p the float64 itself; bivariate:
[x, y, rho, P(X <= x, Y <= y)] by numerical integration of Plackett's identity
Φ(x)Φ(y) + ∫₀^ρ exp(-(x² - 2 r x y + y²) / (2 (1 - r²))) / (2π √(1 - r²)) dr, in the variable asin r.
Usage: python3 scripts/reference/normal.py > fixtures/reference/normal.json
"""

import json

import mpmath
from mpmath import asin, cos, erfc, exp, findroot, mp, mpf, pi, quad, sin, sqrt, log

mp.dps = 50


def cdf(x):
    return erfc(-mpf(x) / sqrt(mpf(2))) / 2


def quantile(p):
    p = mpf(p)
    if p > 0.5:
        return -upper(1 - p)
    return upper(p)


def upper(p):
    if p == mpf("0.5"):
        return mpf(0)
    start = -sqrt(-2 * log(p)) + 0.5 if p < 0.1 else (p - 0.5) * 2.5
    return findroot(lambda z: log(cdf(z)) - log(p), start, tol=1e-60, maxsteps=200)


def bivariate(x, y, rho):
    x, y, rho = mpf(x), mpf(y), mpf(rho)
    end = asin(rho)
    # the integrand is sharpest at the end, when |rho| is near 1
    points = [end * (1 - mpf(2) ** -k) for k in range(0, 30, 2)] + [end]
    f = lambda t: exp(-(x * x - 2 * sin(t) * x * y + y * y) / (2 * cos(t) ** 2))
    return cdf(x) * cdf(y) + quad(f, points) / (2 * pi)


xs = [k / 8 for k in range(-304, 73, 3)] + [-38.4, -37.6, -37.5, -5.656854249492381, -5.65685424949238, 0.67448975, 1e-20, 0.0]
xs += [-0.6744898, -1e-9, -0.3141592653589793, -2.718281828459045, -11.1111111111, -29.97]
ps = [10.0**-k for k in range(1, 308, 9)] + [5e-324, 1e-310, 0.075, 0.0749999, 0.925, 0.9250001, 0.5, 0.4999999999]
ps += [1.3887943864964021e-11, 1.38e-11, 1.4e-11]
ps += [1 - 2.0**-k for k in range(2, 54, 3)] + [k / 64 + 1 / 977 for k in range(62)]
corners = [-8.0, -3.0, -1.2, -0.1, 0.0, 0.4, 1.7, 4.0]
rhos = [-0.999999, -0.99, -0.93, -0.925, -0.7, -0.2, 0.05, 0.3, 0.6, 0.8, 0.92, 0.926, 0.95, 0.999, 0.9999999]
rows = {
    "cdf": [[x, float(cdf(x))] for x in sorted(xs)],
    "quantile": [[p, float(quantile(p))] for p in sorted(ps)],
    "bivariate": [[x, y, r, float(bivariate(x, y, r))] for x in corners for y in corners if y >= x for r in rhos],
}
print('{\n"source": "mpmath %s, scripts/reference/normal.py",' % mpmath.__version__)
print(",\n".join("%s: [\n%s\n]" % (json.dumps(n), ",\n".join(map(json.dumps, v))) for n, v in rows.items()) + "\n}")
