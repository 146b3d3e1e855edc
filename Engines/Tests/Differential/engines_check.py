"""Random expressions evaluated by this engine, by PyPI `bkflow-feel` and by PyPI `zen-engine`, for what they share.

    engines_check.py FEEL [COUNT] [SEED]

FEEL is the program `feel` (swift build --package-path Engines --product feel). Each expression is written in the words of
each engine from one tree. A difference is either one of those explained below (docs/engines-differences.md says more) or a
failure. Closes with `N passed, N failed`.
"""
import contextlib
import io
import json
import logging
import math
import random
import subprocess
import sys
from dataclasses import dataclass, field
from decimal import Decimal

logging.disable(logging.CRITICAL)


# --- Trees ---------------------------------------------------------------------------------------------------------


@dataclass
class Node:
    """An expression: its kind, its parts, and how each engine writes it (`None`: it has no way to)."""

    type: str
    feel: str
    bkflow: str | None
    zen: str | None
    traits: set = field(default_factory=set)


def compose(type, feel, bkflow, zen, *parts, traits=()):
    """A node of other nodes; `{0}` stands for the first of them."""
    def write(pattern, language):
        texts = [getattr(part, language) for part in parts]
        return None if pattern is None or None in texts else pattern.format(*texts)

    return Node(
        type, write(feel, "feel"), write(bkflow, "bkflow"), write(zen, "zen"),
        set(traits).union(*(part.traits for part in parts)))


VALUES = {
    "age": Decimal(83), "income": Decimal("812.5"), "zero": Decimal(0), "debt": Decimal("-3.25"), "nothing": None,
    "status": "local", "name": "Ann Lee", "empty": "", "alive": True, "paid": False,
}
NUMBERS = ["age", "income", "zero", "debt"]
TEXTS = ["status", "name", "empty"]
TRUTHS = ["alive", "paid"]


class Maker:
    """Draws expressions."""

    def __init__(self, seed):
        self.draw = random.Random(seed)

    def number(self, depth):
        kind = self.draw.randrange(12) if depth > 0 else self.draw.randrange(3)
        part = lambda: self.number(depth - 1)
        if kind == 0 or kind == 3:
            return self.literal()
        if kind == 1:
            return self.name(NUMBERS, "number")
        if kind == 2:
            return self.literal() if self.draw.random() < 0.9 else self.unknown("number")
        if kind in (4, 5):
            return compose("number", "({0} + {1})", "({0} + {1})", "({0} + {1})", part(), part(), traits=["arithmetic"])
        if kind == 6:
            return compose("number", "({0} - {1})", "({0} - {1})", "({0} - {1})", part(), part(), traits=["arithmetic"])
        if kind == 7:
            return compose("number", "({0} * {1})", "({0} * {1})", "({0} * {1})", part(), part(), traits=["arithmetic"])
        if kind == 8:
            return compose("number", "({0} / {1})", "({0} / {1})", "({0} / {1})", part(), part(),
                           traits=["arithmetic", "division"])
        if kind == 9:
            power = str(self.draw.randrange(4))
            return compose("number", "({0} ** " + power + ")", "({0} ** " + power + ")", "({0} ^ " + power + ")", part(),
                           traits=["arithmetic", "power"])
        if kind == 10:
            return self.aggregate(depth)
        return compose("number", "(if {0} then {1} else {2})", None, "({0} ? {1} : {2})", self.truth(depth - 1), part(),
                       part(), traits=["choice"])

    def literal(self):
        text = self.draw.choice([str(self.draw.randrange(200)), f"{self.draw.randrange(50)}.{self.draw.randrange(100):02}"])
        return Node("number", text, text, text)

    def name(self, names, type):
        name = self.draw.choice(names)
        return Node(type, name, name, name)

    def unknown(self, type):
        return Node(type, "nothing", "nothing", "nothing", {"null"})

    def aggregate(self, depth):
        function, zen = self.draw.choice(
            [("sum", "sum"), ("min", "min"), ("max", "max"), ("mean", "avg"), ("count", "len"), ("floor", "floor"),
             ("ceiling", "ceil"), ("abs", "abs"), ("median", "median")])
        if function in ("floor", "ceiling", "abs"):
            return compose("number", function + "({0})", None, zen + "({0})", self.number(depth - 1), traits=[function])
        bkflow = "count({0})" if function == "count" else None
        return compose("number", function + "({0})", bkflow, zen + "({0})", self.numbers(depth - 1), traits=[function])

    def numbers(self, depth):
        parts = [self.number(max(0, depth - 1)) for _ in range(self.draw.randrange(1, 4))]
        pattern = "[" + ", ".join("{%d}" % index for index in range(len(parts))) + "]"
        return compose("list", pattern, pattern, pattern, *parts)

    def text(self, depth):
        kind = self.draw.randrange(7) if depth > 0 else self.draw.randrange(2)
        if kind == 0:
            return self.name(TEXTS, "text")
        if kind in (1, 2):
            text = '"' + self.draw.choice(["local", "a", "Ann", "", "x y", "Lee"]) + '"'
            return Node("text", text, text, text)
        if kind in (3, 4):
            return compose("text", "({0} + {1})", "({0} + {1})", "({0} + {1})", self.text(depth - 1), self.text(depth - 1))
        if kind == 5:
            feel, zen = self.draw.choice([("upper case", "upper"), ("lower case", "lower")])
            return compose("text", feel + "({0})", None, zen + "({0})", self.text(depth - 1))
        return compose("text", "(if {0} then {1} else {2})", None, "({0} ? {1} : {2})", self.truth(depth - 1),
                       self.text(depth - 1), self.text(depth - 1), traits=["choice"])

    def truth(self, depth):
        kind = self.draw.randrange(14) if depth > 0 else self.draw.randrange(2)
        number, text, truth = (lambda: self.number(depth - 1)), (lambda: self.text(depth - 1)), (lambda: self.truth(depth - 1))
        if kind == 0:
            return self.name(TRUTHS, "truth") if self.draw.random() < 0.9 else self.unknown("truth")
        if kind == 1:
            word = self.draw.choice(["true", "false"])
            return Node("truth", word, word, word)
        if kind in (2, 3, 4):
            sign = self.draw.choice(["<", "<=", ">", ">=", "=", "!="])
            other = {"=": "=="}.get(sign, sign)
            traits = ["equality" if sign in ("=", "!=") else "order"]
            return compose("truth", "({0} %s {1})" % sign, "({0} %s {1})" % sign, "({0} %s {1})" % other, number(), number(),
                           traits=traits)
        if kind == 5:
            sign = self.draw.choice(["=", "!="])
            return compose("truth", "({0} %s {1})" % sign, "({0} %s {1})" % sign, "({0} %s {1})" % (sign * 2 if sign == "=" else sign),
                           text(), text(), traits=["equality"])
        if kind in (6, 7):
            word = self.draw.choice(["and", "or"])
            return compose("truth", "({0} %s {1})" % word, "({0} %s {1})" % word, "({0} %s {1})" % word, truth(), truth(),
                           traits=["logic"])
        if kind == 8:
            return compose("truth", "not({0})", "not({0})", "(not {0})", truth(), traits=["not"])
        if kind == 9:
            low, high = sorted([self.draw.randrange(100), self.draw.randrange(100)])
            opening, closing = self.draw.choice("[("), self.draw.choice("])")
            part = self.name(NUMBERS, "number") if self.draw.random() < 0.5 else self.literal()
            traits = ["range"] + (["open range"] if opening == "(" or closing == ")" else [])
            pattern = "({0} in %s%d..%d%s)" % (opening, low, high, closing)
            return compose("truth", pattern, pattern, pattern, part, traits=traits)
        if kind == 10:
            part = self.name(NUMBERS, "number")
            return compose("truth", "({0} in {1})", "({0} in {1})", "({0} in {1})", part, self.numbers(depth), traits=["member"])
        if kind == 11:
            feel, zen = self.draw.choice([("contains", "contains"), ("starts with", "startsWith"), ("ends with", "endsWith")])
            return compose("truth", feel + "({0}, {1})", feel + "({0}, {1})", zen + "({0}, {1})", text(), text())
        if kind == 12:
            word, zen = self.draw.choice([("some", "some"), ("every", "all")])
            bound = self.literal()
            return compose("truth", "(%s n in {0} satisfies n > {1})" % word, "(%s n in {0} satisfies n > {1})" % word,
                           zen + "({0}, # > {1})", self.numbers(depth), bound, traits=["quantifier", "order"])
        return compose("truth", "({0} between {1} and {2})", "({0} between {1} and {2})", "({0} >= {1} and {0} <= {2})",
                       self.name(NUMBERS, "number"), self.literal(), self.literal(), traits=["range"])

    def expression(self):
        depth = self.draw.randrange(1, 5)
        return self.draw.choice([self.number, self.truth, self.truth, self.text])(depth)


# --- Engines -------------------------------------------------------------------------------------------------------

ERROR = "error"


class Ours:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "--lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.context = {name: float(v) if isinstance(v, Decimal) else v for name, v in VALUES.items()}

    def value(self, source):
        self.process.stdin.write(json.dumps({"expression": source, "context": self.context}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline(), parse_float=Decimal, parse_int=Decimal)
        return answer["value"] if "value" in answer else (ERROR, answer["error"])

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def python_context():
    return {name: (int(v) if v == int(v) else float(v)) if isinstance(v, Decimal) else v for name, v in VALUES.items()}


def bkflow(source):
    from bkflow_feel.api import parse_expression
    try:
        return parse_expression(source, python_context())
    except Exception as error:  # whatever it raises is its answer
        return ERROR, f"{type(error).__name__}: {error}".split("\n")[0]


def zen(source):
    import zen as engine
    try:
        return engine.evaluate_expression(source, python_context())
    except Exception as error:
        return ERROR, str(error).split("\n")[0]


# --- Comparison ----------------------------------------------------------------------------------------------------


def is_error(value):
    return isinstance(value, tuple) and value[0] == ERROR


def same(left, right):
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (int, float, Decimal)) and isinstance(right, (int, float, Decimal)):
        return math.isclose(float(left), float(right), rel_tol=1e-9, abs_tol=1e-9)
    return type(left) is type(right) and left == right


# Why an engine may differ, first that fits: name, engines, test on (traits, ours, theirs).
EXPLANATIONS = [
    ("signs stick to numbers, which then cannot be read", {"bkflow"},
     lambda traits, ours, theirs: is_error(theirs) and "Unexpected" in theirs[1]),
    ("numbers of different Python types (1 and 1.0) cannot meet", {"bkflow"},
     lambda traits, ours, theirs: is_error(theirs) and "must be same" in theirs[1] and "NoneType" not in theirs[1]),
    ("an error where FEEL has null", {"bkflow", "zen"},
     lambda traits, ours, theirs: is_error(theirs) and ("null" in traits or "ZeroDivision" in theirs[1])),
    ("a quotient by zero goes on as an error", {"zen"},
     lambda traits, ours, theirs: is_error(theirs) and "division" in traits),
    ("unknown is taken for false", {"bkflow", "zen"},
     lambda traits, ours, theirs: "null" in traits or "division" in traits),
    ("binary fractions: equality, order or rounding of what is not exact", {"bkflow", "zen"},
     lambda traits, ours, theirs: "arithmetic" in traits and traits & {"equality", "order", "member", "floor", "ceiling"}),
    ("numbers end at 28 digits", {"zen"},
     lambda traits, ours, theirs: is_error(theirs) and "power" in traits and "exponent" in theirs[1]),
]


def explain(engine, node, ours, theirs):
    for name, engines, test in EXPLANATIONS:
        if engine in engines and test(node.traits, ours, theirs):
            return name
    return None


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    seed = sys.argv[3] if len(sys.argv) > 3 else str(random.randrange(10**6))
    maker, ours = Maker(seed), Ours(program)
    tally, examples, unexplained = {}, {}, []
    for _ in range(count):
        node = maker.expression()
        value = ours.value(node.feel)
        if is_error(value):
            unexplained.append(("ours", node.feel, value, None))
            continue
        for engine, evaluate in (("bkflow", bkflow), ("zen", zen)):
            source = getattr(node, engine)
            if source is None:
                continue
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                theirs = evaluate(source)
            reason = "the same" if same(value, theirs) else explain(engine, node, value, theirs)
            if reason is None:
                unexplained.append((engine, source, value, theirs))
            tally[engine, reason] = tally.get((engine, reason), 0) + 1
            examples[engine, reason] = min(examples.get((engine, reason), source), source, key=len)
    ours.close()
    for (engine, reason), number in sorted(tally.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{engine}: {number:6} {reason or 'UNEXPLAINED'}   e.g. {examples[engine, reason]}")
    for engine, source, value, theirs in unexplained[:20]:
        print(f"seed {seed}: {engine}: {source} is {value}, there {theirs}")
    same_count = sum(number for (_, reason), number in tally.items() if reason == "the same")
    print(f"seed {seed}: {sum(tally.values())} comparisons, {same_count} the same")
    print(f"{sum(tally.values()) - len(unexplained)} passed, {len(unexplained)} failed")
    sys.exit(1 if unexplained or same_count < count / 2 else 0)


main()
