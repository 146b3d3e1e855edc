"""What decimal128 gives, by Python's `decimal`: one line for each case, `left right expected`.

    decimal128.py OPERATION SEED COUNT

Operands have every length and reach: money, 34 digits, neighbours in exponent, both ends of the range, subnormals,
carries and ties. A number is expected as `coefficient e exponent`, digit by digit; `none` where there is none.
"""
import random
import sys
from decimal import *

EMIN, EMAX, DIGITS = -6143, 6144, 34
context = Context(prec=DIGITS, Emin=EMIN, Emax=EMAX, clamp=1, rounding=ROUND_HALF_EVEN, traps=[])
# Enough for what is not exact to be told from a tie.
wide = Context(prec=150, Emin=MIN_EMIN, Emax=MAX_EMAX, rounding=ROUND_HALF_EVEN, traps=[])
setcontext(context)
sys.set_int_max_str_digits(0)
operation, draw = sys.argv[1], random.Random(f"{sys.argv[1]} {sys.argv[2]}")


def decimal(sign, coefficient, exponent):
    return Decimal((sign, tuple(map(int, str(coefficient))), exponent))


def coefficient():
    digits = draw.choice([1, 2, 4, 8, 17, 18, 19, 20, 33, 34])
    kind = draw.random()
    if kind < 0.1:
        return draw.choice([0, 1, 2, 5, 25, 10**34 - 1, 5 * 10**33, 10**17 - 1, 2**63, 2**64 - 1, 2**64, 10**19])
    if kind < 0.2:
        return 10**digits - draw.randrange(1, 4)
    value = draw.randrange(10**digits)
    if kind < 0.4:
        value = value // 10 ** (digits // 2) * 10 ** (digits // 2)
    return value + (5 - value % 10) if kind > 0.9 else value


def exponent():
    kind = draw.randrange(8)
    if kind < 4:
        return -draw.randrange(5)
    if kind < 6:
        return draw.randrange(-40, 40)
    if kind == 6:
        return draw.choice([draw.randrange(-6176, -6100), draw.randrange(6040, 6112)])
    return draw.randrange(-6176, 6112)


def number():
    return decimal(draw.randrange(2), coefficient(), exponent())


def neighbour(other):
    """A number whose digits meet those of `other`: at a distance where sums are cut, or a step beside it."""
    shift = draw.choice([0, 0, 1, 33, 34, 35, 36, 37, draw.randrange(-45, 45)])
    reach = max(-6176, min(6111, other.as_tuple().exponent + shift))
    if draw.random() < 0.2:
        digits = int("".join(map(str, other.as_tuple().digits)))
        return decimal(draw.randrange(2), max(0, min(10**34 - 1, digits + draw.randrange(-2, 3))), reach)
    return decimal(draw.randrange(2), coefficient(), reach)


def near_one(spread):
    digits = draw.randrange(1, 34)
    step = 10 ** max(1, digits - spread)
    return decimal(0, 10**digits + draw.randrange(-step, step), -digits)


def integer(value):
    """A number as an integer and its power of ten."""
    sign, digits, power = value.as_tuple()
    return (-1 if sign else 1) * int("".join(map(str, digits))), power


def exact(value):
    if not value.is_finite():
        return "none"
    digits, power = integer(value)
    return f"{digits}e{power}"


def plain(value):
    """For results whose number of zeros at the end no standard fixes."""
    if not value.is_finite():
        return "none"
    digits, power = integer(value)
    while digits and digits % 10 == 0 and power < 6111:
        digits, power = digits // 10, power + 1
    return f"{digits}e{power if digits else 0}"


def aligned(left, right):
    (a, p), (b, q) = integer(left), integer(right)
    low = min(p, q)
    return a * 10 ** (p - low), b * 10 ** (q - low), low


def rounded(digits, power):
    """Digits of any number to 34 of them."""
    sign = 1 if digits < 0 else 0
    return context.plus(Decimal((sign, tuple(map(int, str(abs(digits)))), power)))


def remainder(left, right):
    if right == 0:
        return "none"
    a, b, low = aligned(left, right)
    rest = abs(a) % abs(b)
    return plain(rounded(-rest if a < 0 else rest, low))


def modulo(left, right):
    """a − b × floor(a / b): the divisor's sign."""
    if right == 0:
        return "none"
    a, b, low = aligned(left, right)
    return plain(rounded(a % b, low))


def power(base, exponent):
    if exponent == 0:
        return plain(Decimal(1))
    if base == 0:
        return "none" if exponent < 0 else plain(Decimal(0))
    if base < 0 and exponent != exponent.to_integral_value():
        return "none"
    return plain(context.plus(wide.power(base, exponent)))


MODES = {
    "half-even": ROUND_HALF_EVEN, "half-up": ROUND_HALF_UP, "half-down": ROUND_HALF_DOWN, "up": ROUND_UP,
    "down": ROUND_DOWN, "ceiling": ROUND_CEILING, "floor": ROUND_FLOOR,
}


def round_to(value, scale, mode):
    """With `scale` digits after the point; unchanged where 34 digits do not reach so far."""
    if not -6111 <= scale <= 6176:
        return "none"
    digits, power = integer(value)
    if power > -scale and len(str(abs(digits))) + power + scale > DIGITS:
        return plain(value)
    generous = Context(prec=40, Emin=-20000, Emax=20000, rounding=MODES[mode], traps=[])
    return plain(context.plus(generous.quantize(value, Decimal((0, (1,), -scale)))))


def text():
    """A number as people and programs write it; some are none."""
    sign = draw.choice(["", "", "-", "+"])
    before = "".join(draw.choice("0123456789") for _ in range(draw.choice([0, 1, 1, 3, 17, 34, 35, 36, 40, 80])))
    after = "".join(draw.choice("0123456789") for _ in range(draw.choice([0, 0, 1, 2, 20, 34, 36, 60])))
    if draw.random() < 0.2:
        before = "0" * draw.randrange(50) + before
    if draw.random() < 0.2:
        after = draw.choice(["5", "50", "49999", "0", "00000000000000000000"]) + draw.choice(["", "0", "1"])
    ends = draw.choice([-6176, -6177, -6143, 6111, 6144, 6145])
    power = draw.choice(["", "", "", f"e{draw.randrange(-50, 50)}", f"E+{draw.randrange(7000)}",
                         f"e-{draw.randrange(7000)}", f"e{ends}"])
    return sign + before + ("." + after if after else "") + power


def read(source):
    return exact(context.create_decimal(source)) if any(c.isdigit() for c in source.split("e")[0]) else "none"


def write(value):
    """As string() writes: the digits that the number holds, or the shortest scientific form where that is long."""
    digits, power = integer(value)
    sign = "-" if digits < 0 else ""
    text = str(abs(digits))
    if digits == 0:
        return "0." + "0" * -power if -40 <= power < 0 else "0"
    if power >= 0 and len(text) + power <= DIGITS:
        return sign + text + "0" * power
    if -40 <= power < 0:
        text = text.rjust(1 - power, "0")
        return f"{sign}{text[:power]}.{text[power:]}"
    reach = power + len(text) - 1
    text = text.rstrip("0")
    return sign + text[0] + ("." + text[1:] if len(text) > 1 else "") + ("E+" if reach >= 0 else "E") + str(reach)


def pairs(make, other=lambda left: number() if draw.random() < 0.6 else neighbour(left)):
    def case():
        left = number()
        right = other(left)
        return left, right, make(left, right)
    return case


def single(make, operand=number):
    def case():
        value = operand()
        return value, 0, make(value)
    return case


def whole_power():
    kind = draw.random()
    if kind < 0.4:
        base, top = decimal(draw.randrange(2), draw.randrange(1, 10 ** draw.randrange(1, 6)), -draw.randrange(5)), 40
    elif kind < 0.6:
        base, top = near_one(draw.randrange(1, 12)), 10 ** draw.randrange(1, 12)
    else:
        base, top = number(), draw.choice([3, 10, 300])
    exponent = Decimal(draw.randrange(-top, top + 1))
    return base, exponent, power(base, exponent)


def fractional_power():
    base = abs(number()) if draw.random() < 0.6 else near_one(draw.randrange(1, 12))
    if draw.random() < 0.2:
        base = context.power(decimal(0, draw.randrange(1, 10**6), -draw.randrange(4)), 2)
    exponent = decimal(draw.randrange(2), draw.randrange(10 ** draw.choice([1, 2, 5, 20])), -draw.randrange(1, 22))
    exponent = draw.choice([exponent, Decimal("0.5"), Decimal("-1.5"), Decimal("0.25")])
    if exponent != Decimal("0.5") and base > 0 and is_near_tie(wide.power(base, exponent)):
        return fractional_power()
    return base, exponent, power(base, exponent)


def is_near_tie(value):
    """Nearer to the middle of two numbers than 56 digits tell, and not in it: what is not promised to be rounded well."""
    beyond = "".join(map(str, value.as_tuple().digits))[DIGITS:].ljust(60, "0")
    return beyond[:22] in ("4" + "9" * 21, "5" + "0" * 21) and beyond[22:].strip("0") != ""


def exponential_operand():
    kind = draw.random()
    if kind < 0.5:
        return decimal(draw.randrange(2), draw.randrange(1, 10**34), draw.choice([-30, -31, -33, -40, -60]))
    return number() if kind < 0.7 else decimal(draw.randrange(2), draw.randrange(15_000_000), -3)


def logarithm(value):
    return plain(context.plus(wide.ln(value))) if value > 0 else "none"


CASES = {
    "add": pairs(lambda a, b: exact(context.add(a, b))),
    "subtract": pairs(lambda a, b: exact(context.subtract(a, b))),
    "multiply": pairs(lambda a, b: exact(context.multiply(a, b))),
    "divide": pairs(lambda a, b: exact(context.divide(a, b)) if b else "none"),
    "compare": pairs(lambda a, b: str(context.compare(a, b))),
    "remainder": pairs(remainder),
    "modulo": pairs(modulo),
    "power": whole_power,
    "fractional-power": fractional_power,
    "root": single(lambda a: exact(context.sqrt(a)) if a >= 0 else "none"),
    "exponential": single(lambda a: plain(context.exp(a)), exponential_operand),
    "logarithm": single(logarithm, lambda: abs(number()) if draw.random() < 0.6 else near_one(draw.randrange(1, 34))),
    "floor": single(lambda a: plain(a.to_integral_value(ROUND_FLOOR))),
    "ceiling": single(lambda a: plain(a.to_integral_value(ROUND_CEILING))),
    "integer": single(lambda a: str(int(a)) if a == 0 or a.adjusted() < 40 and a == int(a) and -2**63 <= a < 2**63 else "none"),
    "read": single(read, text),
    "write": single(write),
}
for name in MODES:
    CASES["round-" + name] = pairs(
        lambda a, b, name=name: round_to(a, int(b), name),
        lambda a: Decimal(draw.choice([draw.randrange(-6, 12), draw.choice([-6112, -6111, 6176, 6177]),
                                       -a.as_tuple().exponent - draw.randrange(-3, 37)])))

for _ in range(int(sys.argv[3])):
    print(*CASES[operation]())
