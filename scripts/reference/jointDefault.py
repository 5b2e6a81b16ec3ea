"""Joint default probabilities of a payer and a guarantor, by Simpson's rule alone.

Two latent variables share one standard normal factor, with loadings sqrt(rho) and sqrt(c); each defaults when its own
is at or below the quantile of its probability. The joint probability is the integral over the factor of the product of
the conditional probabilities; under Student's t, over the common chi-square too. Nothing of the project is used: the
normal distribution is math.erfc, its quantile and that of t are found by bisection.

    python3 scripts/reference/jointDefault.py > fixtures/reference/pricing/jointDefault.json
"""

import json
from math import erfc, exp, gamma, pi, sqrt


def cdf(x):
    return 0.5 * erfc(-x / sqrt(2))


def simpson(f, low, high, panels):
    h = (high - low) / (2 * panels)
    total = f(low) + f(high)
    for k in range(1, 2 * panels):
        total += (4 if k % 2 else 2) * f(low + k * h)
    return total * h / 3


def bisect(f, wanted, low, high):
    for _ in range(200):
        middle = (low + high) / 2
        if f(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def joint_at(a, b, rho, c, panels=2000):
    def given(z):
        density = exp(-z * z / 2) / sqrt(2 * pi)
        return density * cdf((a - sqrt(rho) * z) / sqrt(1 - rho)) * cdf((b - sqrt(c) * z) / sqrt(1 - c))

    return simpson(given, -10, 10, panels)


def student_density(x, nu):
    return gamma((nu + 1) / 2) / (sqrt(nu * pi) * gamma(nu / 2)) * (1 + x * x / nu) ** (-(nu + 1) / 2)


def student_cdf(x, nu):
    if x > 0:
        return 1 - student_cdf(-x, nu)
    # The tail, with x = -tan(angle).
    from math import atan, cos, tan

    return simpson(lambda s: student_density(-tan(s), nu) / cos(s) ** 2, atan(-x), pi / 2 - 1e-12, 4000)


def joint_student(p, q, rho, c, nu):
    a = bisect(lambda x: student_cdf(x, nu), p, -60, 60)
    b = bisect(lambda x: student_cdf(x, nu), q, -60, 60)

    def given(w):
        if w == 0:
            return 0.0
        density = w ** (nu / 2 - 1) * exp(-w / 2) / (2 ** (nu / 2) * gamma(nu / 2))
        scale = sqrt(w / nu)
        return density * joint_at(a * scale, b * scale, rho, c, 200)

    return simpson(given, 0, 60, 400)


cases = [
    (0.5, 0.5, 0.5, 0.5),
    (0.1, 0.05, 0.15, 0.7),
    (0.02, 0.01, 0.15, 0.7),
    (0.1, 0.05, 0.15, 0.2),
    (0.2, 0.1, 0.3, 0.3),
]
gaussian = []
for p, q, rho, c in cases:
    a, b = bisect(cdf, p, -10, 10), bisect(cdf, q, -10, 10)
    gaussian.append({"payer": p, "guarantor": q, "assetCorrelation": rho, "correlation": c, "joint": joint_at(a, b, rho, c)})
student = [
    {"payer": 0.1, "guarantor": 0.05, "assetCorrelation": 0.15, "correlation": 0.7, "degreesOfFreedom": 5,
     "joint": joint_student(0.1, 0.05, 0.15, 0.7, 5)}
]
print(json.dumps({
    "source": "scripts/reference/jointDefault.py: Simpson's rule over the factor; the first case is 1/4 + asin(1/2)/(2 pi) = 1/3 (Sheppard 1899)",
    "gaussian": gaussian,
    "student": student,
}, indent=2))
