"""Finite-pool tranche losses and nth-to-default spreads, independent of the TypeScript: numpy and scipy.

Conditional loss distributions by fast Fourier transform (not by recursion), the factors by dense equal steps (not by
chosen ones), names of a group and of the others multiplied in the frequency domain. Writes
fixtures/reference/pricing/finitePools.json:  python3 scripts/reference/finitePools.py
"""
import json
from pathlib import Path

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import chi2, norm, t as student

TRANCHES = [(0, 0.03), (0.03, 0.06), (0.06, 0.1), (0.1, 0.3), (0.3, 1), (0.0299, 0.03), (0.999, 1)]


def grid(count, reach=9.5):
    z = np.linspace(-reach, reach, count)
    w = norm.pdf(z)
    return z, w / w.sum()


def transform(p, units, size):
    """Of a name that loses `units` with the probabilities p: one row a point."""
    turn = np.exp(-2j * np.pi * units * np.arange(size // 2 + 1) / size)
    return 1 + np.multiply.outer(p, turn - 1)


def distribution(pool, points=None):
    """P(loss = k) under the copula of the pool."""
    names = pool["names"]
    pd = np.array([n["defaultProbability"] for n in names])
    units = [n["units"] for n in names]
    rho = np.array([n.get("assetCorrelation", pool["assetCorrelation"]) for n in names])
    gamma = np.array([n.get("groupCorrelation", 0.0) if "group" in n else 0.0 for n in names])
    own = np.sqrt(1 - rho - gamma)
    size = 1 << int(np.ceil(np.log2(sum(units) + 1)))
    grouped = gamma.max() > 0
    nu = pool.get("degreesOfFreedom")
    z, wz = grid(points or (12001 if own.min() < 0.2 else 301 if grouped else 61 if rho.max() == 0 else 601 if own.min() > 0.4 else 1201))
    if nu is None:
        mixing = [(1.0, 1.0)]
        threshold = ndtri(pd)
    else:
        y, wy = grid(321 if rho.max() == 0 else 121, 8)
        w = np.where(y < 0, chi2.ppf(ndtr(y), nu), chi2.isf(ndtr(-y), nu))
        mixing = list(zip(np.sqrt(w / nu), wy))
        threshold = student.ppf(pd, nu)
    groups = sorted({n.get("group", "") for n in names})
    spectrum = np.zeros(size // 2 + 1, complex)
    for scale, weight in mixing:
        for start in range(0, len(z), 200):
            at, w = z[start : start + 200], wz[start : start + 200]
            product = np.ones((len(at), size // 2 + 1), complex)
            for group in groups:
                members = [i for i, n in enumerate(names) if n.get("group", "") == group]
                g, wg = grid(201) if gamma[members].max() > 0 else (np.zeros(1), np.ones(1))
                summed = np.zeros_like(product)
                for factor, share in zip(g, wg):
                    part = np.ones_like(product)
                    keys = sorted({(pd[i], units[i], rho[i], gamma[i]) for i in members})
                    for key in keys:
                        same = [i for i in members if (pd[i], units[i], rho[i], gamma[i]) == key]
                        i = same[0]
                        x = threshold[i] * scale - np.sqrt(rho[i]) * at - np.sqrt(gamma[i]) * factor
                        part *= transform(ndtr(x / own[i]), units[i], size) ** len(same)
                    summed += share * part
                product *= summed
            spectrum += weight * (w @ product)
    return np.fft.irfft(spectrum, size)[: sum(units) + 1]


def tranche_losses(pool):
    p = distribution(pool)
    loss = np.arange(len(p)) / pool["unitsOfNotional"]
    return [float((p * np.clip(loss - a, 0, d - a)).sum() / (d - a)) for a, d in TRANCHES]


def spread(left, protected, years, per_year, rate, parts, at_end, accrued):
    """`left(t)` of a claim, `protected` of what goes."""
    premium = protection = 0.0
    for i in range(round(years * per_year)):
        for j in range(parts):
            t0 = (i + j / parts) / per_year
            t1 = (i + (j + 1) / parts) / per_year
            tau = t1 if at_end else (t0 + t1) / 2
            gone = left(t0) - left(t1)
            protection += protected * gone * np.exp(-rate * tau)
            premium += gone * (tau - i / per_year) * np.exp(-rate * tau) * accrued
        premium += left((i + 1) / per_year) / per_year * np.exp(-rate * (i + 1) / per_year)
    return protection / premium


def equal(count, pd, units=1, **more):
    return [{"defaultProbability": pd, "units": units, **more} for _ in range(count)]


def pools():
    rng = np.random.default_rng(20261122)
    for count in (1, 10, 100, 1000):
        for rho in (0, 0.3, 0.95, 0.999):
            for pd in (1e-6, 0.02, 0.5, 0.9999):
                yield {"what": f"{count} equal", "names": equal(count, pd), "assetCorrelation": rho, "unitsOfNotional": count / 0.6}
    for rho in (0.05, 0.4, 0.9):
        names = [{"defaultProbability": round(float(10 ** rng.uniform(-4, -0.3)), 6), "units": int(rng.integers(1, 9))} for _ in range(60)]
        yield {"what": "unequal", "names": names, "assetCorrelation": rho, "unitsOfNotional": sum(n["units"] for n in names)}
    for nu in (3, 8):
        for rho in (0, 0.2, 0.95):
            for count, pd in ((5, 0.001), (100, 0.05), (100, 0.5)):
                yield {"what": f"{count} equal, t", "names": equal(count, pd), "assetCorrelation": rho, "degreesOfFreedom": nu, "unitsOfNotional": count / 0.6}
    names = [{"defaultProbability": 0.03, "units": 1, "assetCorrelation": r} for r in (0.05, 0.2, 0.5, 0.8) for _ in range(10)]
    yield {"what": "own correlations", "names": names, "assetCorrelation": 0.2, "unitsOfNotional": 40}
    for rho, gamma in ((0.1, 0.15), (0, 0.4), (0.3, 0.6)):
        names = [
            {"defaultProbability": pd, "units": u, "group": g, "groupCorrelation": gamma}
            for g, pd, u in (("north", 0.02, 1), ("south", 0.05, 2), ("west", 0.1, 1))
            for _ in range(12)
        ] + equal(4, 0.04, 3)
        yield {"what": "groups", "names": names, "assetCorrelation": rho, "unitsOfNotional": sum(n["units"] for n in names)}


def baskets():
    hazards = [0.004, 0.01, 0.01, 0.03, 0.08]
    for rho in (0, 0.25, 0.7):
        cache = {}

        def counts(t, rho=rho, cache=cache):
            if t not in cache:
                names = [{"defaultProbability": float(-np.expm1(-h * t)), "units": 1} for h in hazards]
                cache[t] = distribution({"names": names, "assetCorrelation": rho}, 1201) if t > 0 else np.array([1.0, 0, 0, 0, 0, 0])
            return cache[t]

        for parts, at_end, accrued in ((1, False, True), (1, True, False), (12, False, True), (12, False, False)):
            spreads = [spread(lambda t: float(counts(t)[:n].sum()), 0.6, 3, 4, 0.03, parts, at_end, accrued) for n in (1, 2, 5)]
            yield {"annualHazards": hazards, "assetCorrelation": rho, "partsPerPeriod": parts, "defaultsAt": "end" if at_end else "middle", "accruedPremium": accrued, "spreads": spreads}


def compact(pool):
    """Runs of equal names, so that a thousand are not a thousand lines."""
    runs = []
    for name in pool["names"]:
        if runs and {k: v for k, v in runs[-1].items() if k != "count"} == name:
            runs[-1]["count"] += 1
        else:
            runs.append({"count": 1, **name})
    return {**pool, "names": runs, "expected": tranche_losses(pool)}


if __name__ == "__main__":
    out = {
        "source": "scripts/reference/finitePools.py: numpy and scipy, Fourier transform, dense factor points",
        "tranches": TRANCHES,
        "pools": [compact(pool) for pool in pools()],
        "nthToDefault": {"counts": [1, 2, 5], "recoveryRate": 0.4, "years": 3, "paymentsPerYear": 4, "rate": 0.03, "cases": list(baskets())},
    }
    target = Path(__file__).parents[2] / "fixtures/reference/pricing/finitePools.json"
    target.write_text(json.dumps(out, separators=(",", ":")).replace('{"what"', '\n{"what"').replace('{"annualHazards"', '\n{"annualHazards"') + "\n")
