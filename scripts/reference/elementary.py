"""Writes fixtures/reference/elementary.json: exp, expm1, log, log1p, pow, sin and cos to about 106 bits.

Values by mpmath (1.3) with 200 bits and more. Each case is [x, (y,) head, tail]: head is the float64 nearest to the
true value, tail the true value less head in units in the last place of head, so that a test can measure
errors of a hundredth of such a unit.  Usage: python3 scripts/reference/elementary.py [cases] > file
"""

import json
import math
import random
import sys

from mpmath import mp, mpf
import mpmath

mp.prec = 250
count = int(sys.argv[1]) if len(sys.argv) > 1 else 150
draw = random.Random(20240601)


def case(true, *arguments):
    head = float(true)
    if math.isinf(head):
        return None
    tail = float((true - mpf(head)) / mpf(math.ulp(head)))
    return [*arguments, head, round(tail, 4)]


def anywhere(low_exponent, high_exponent):
    return math.ldexp(draw.uniform(1, 2), draw.randint(low_exponent, high_exponent))


def signed(value):
    return value if draw.random() < 0.5 else -value


def exact(function, *arguments):
    # sin and cos of huge angles need the precision of the angle
    mp.prec = 1400 if function in (mpmath.sin, mpmath.cos) else 250
    return function(*[mpf(a) for a in arguments])


exp_arguments = [0.0, 1.0, -1.0, 709.78, 709.0, -708.3, -708.5, -720.25, -745.1, 1e-300, 5e-324]
exp_arguments += [draw.uniform(-745, 709.7) for _ in range(count)]
exp_arguments += [draw.uniform(-1, 1) for _ in range(count)] + [signed(anywhere(-60, 0)) for _ in range(count)]
expm1_arguments = [a for a in exp_arguments if a > -60]
log_arguments = [5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 2.0, 0.5, 10.0]
log_arguments += [math.nextafter(1, 2), math.nextafter(1, 0), 1.00390625, 0.99609375]
log_arguments += [anywhere(-1060, 1023) for _ in range(count)] + [draw.uniform(0.5, 2) for _ in range(count)]
log_arguments += [1 + signed(anywhere(-40, -5)) for _ in range(count)]
log1p_arguments = [5e-324, -1 + 2**-53, 1.7976931348623157e308, 1.0, -0.5, 9007199254740993.0]
log1p_arguments += [draw.uniform(-1, 3) for _ in range(count)] + [signed(anywhere(-60, -1)) for _ in range(count)]
log1p_arguments += [anywhere(0, 1000) for _ in range(count)]
pow_arguments = [(2.0, 0.5), (1.05, 1 / 12), (1.0 - 2**-53, 4e17), (10.0, 308.0), (10.0, -320.0), (5e-324, 0.25)]
pow_arguments += [(draw.uniform(0.5, 2), draw.uniform(-40, 40)) for _ in range(count)]
pow_arguments += [(1 + draw.uniform(-0.05, 0.5), draw.uniform(-1, 1)) for _ in range(count)]
for _ in range(count):
    x = anywhere(-1000, 1000)
    pow_arguments.append((x, draw.uniform(-740, 709) / math.log(x)))
for _ in range(count):
    x = 1 + signed(anywhere(-40, -2))
    pow_arguments.append((x, draw.uniform(-740, 709) / math.log(x)))
angle_arguments = [1e-310, 1e-9, 0.7853981633974483, 1.5707963267948966, 3.141592653589793, 6381956970095103 * 2.0**797]
angle_arguments += [399999.9, 400000.1, 1.7976931348623157e308]
angle_arguments += [signed(draw.uniform(0, 10)) for _ in range(count)] + [signed(anywhere(-30, 18)) for _ in range(count)]
angle_arguments += [signed(anywhere(19, 1023)) for _ in range(count // 2)]
angle_arguments += [k * math.pi / 2 for k in range(1, count // 2)]

one = {
    "exp": (mpmath.exp, exp_arguments),
    "expm1": (mpmath.expm1, expm1_arguments),
    "log": (mpmath.log, log_arguments),
    "log1p": (mpmath.log1p, log1p_arguments),
    "sin": (mpmath.sin, angle_arguments),
    "cos": (mpmath.cos, angle_arguments),
}
cases = {name: [case(exact(f, x), x) for x in xs] for name, (f, xs) in one.items()}
cases["pow"] = [case(exact(mpmath.power, x, y), x, y) for x, y in pow_arguments]
cases = {name: [c for c in rows if c is not None] for name, rows in cases.items()}

print('{\n"source": "mpmath %s, scripts/reference/elementary.py",' % mpmath.__version__)
body = ["%s: [\n%s\n]" % (json.dumps(n), ",\n".join(json.dumps(row) for row in rows)) for n, rows in cases.items()]
print(",\n".join(body) + "\n}")
