"""Random regular expressions beside Python's `re`, for what XPath's and Python's have in common: `matches`, `replace` and
`split`.

    patterns_check.py FEEL [COUNT] [SEED]

FEEL is the program `feel`. Closes with `N passed, N failed`.
"""
import json
import random
import re
import signal
import subprocess
import sys

LETTERS = "aabbc1 中-é"
CLASSES = ["\\d", "\\D", "\\s", "[ab]", "[^a]", "[a-c1-3]", "[^\\d中]", "[一-龥]", ".", "\\p{L}"]
# The same in the words of Python, where they differ.
PYTHON = {"\\p{L}": "[^\\W\\d_]"}


class Maker:
    """Draws patterns in the words of both, and texts that they may match."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.groups = 0

    def pattern(self):
        self.groups = 0
        both = self.alternatives(2)
        if self.draw.random() < 0.25:
            both = tuple("^" + side for side in both) if both[0].find("|") < 0 else both
        if self.draw.random() < 0.25 and "|" not in both[0]:
            both = both[0] + "$", both[1] + "\\Z"
        return both

    def alternatives(self, depth):
        return self.joined("|", [self.row(depth) for _ in range(self.draw.choice([1, 1, 1, 2, 3]))])

    def row(self, depth):
        return self.joined("", [self.piece(depth) for _ in range(self.draw.randrange(1, 4))])

    def joined(self, sign, parts):
        return sign.join(xpath for xpath, _ in parts), sign.join(python for _, python in parts)

    def piece(self, depth):
        xpath, python = self.atom(depth)
        count = self.draw.choice(["", "", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,1}", "{2,}", "{1,2}?"])
        return xpath + count, python + count

    def atom(self, depth):
        kind = self.draw.random()
        if depth > 0 and kind < 0.25:
            opening = "(?:" if self.draw.random() < 0.4 else "("
            self.groups += opening == "("
            xpath, python = self.alternatives(depth - 1)
            return f"{opening}{xpath})", f"{opening}{python})"
        if kind < 0.5:
            words = self.draw.choice(CLASSES)
            return words, PYTHON.get(words, words)
        letter = self.draw.choice(LETTERS)
        return (letter.replace("-", "\\-"), re.escape(letter))

    def text(self):
        return "".join(self.draw.choice(LETTERS + "abx2") for _ in range(self.draw.randrange(12)))

    def replacement(self):
        """`$n` of a group that is there, and plain text."""
        parts = [self.draw.choice(["x", "<", ">", "-", "$0"] + [f"${n}" for n in range(1, min(self.groups, 9) + 1)])
                 for _ in range(3)]
        return "".join(parts), "".join(f"\\g<{part[1]}>" if part[0] == "$" else part for part in parts)


def expected(pattern, text, replacement):
    """What Python makes of it; replace and split have no value where the pattern matches nothing at all."""
    compiled = re.compile(pattern)
    found = compiled.search(text) is not None
    if compiled.search("") is not None:
        return found, None, None
    pieces, end = [], 0
    for match in compiled.finditer(text):
        pieces.append(text[end:match.start()])
        end = match.end()
    return found, compiled.sub(replacement, text), pieces + [text[end:]]


class Endless(Exception):
    """Python is still at it after a second; here a limit of steps answers null."""


def give_up(*_):
    raise Endless


def main():
    signal.signal(signal.SIGALRM, give_up)
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    seed = sys.argv[3] if len(sys.argv) > 3 else str(random.randrange(10**6))
    maker = Maker(seed)
    process = subprocess.Popen([program, "--lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    expression = "[matches(t, p), replace(t, p, r), split(t, p)]"
    passed = failed = matching = endless = limited = groups = 0
    for _ in range(count):
        xpath, python = maker.pattern()
        text, (ours, theirs) = maker.text(), maker.replacement()
        process.stdin.write(json.dumps({"expression": expression, "context": {"t": text, "p": xpath, "r": ours}}) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        got = answer.get("value")
        try:
            signal.setitimer(signal.ITIMER_REAL, 1)
            wanted = list(expected(python, text, theirs))
        except Endless:
            endless += 1
            continue
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        matching += wanted[0]
        if got == wanted:
            passed += 1
            continue
        # Python went on for up to a second, beyond the steps that are allowed here.
        if answer.get("limit") == "feel.limit.pattern":
            limited += 1
            continue
        # Of a counted loop whose rounds may be empty no standard says which round a group is left with.
        if got and (got[0], got[2]) == (wanted[0], wanted[2]) and re.search(r"\)\{[12]", xpath):
            groups += 1
            continue
        failed += 1
        if failed <= 20:
            print(f"seed {seed}: {xpath!r} on {text!r} with {ours!r} gave {got}, Python {wanted}")
    process.stdin.close()
    process.wait()
    print(f"seed {seed}: {matching} of {count} patterns matched their text, {endless} without end in Python, "
          f"{limited} beyond the limit of steps, {groups} with a group left otherwise")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or matching < count / 5 or max(groups, limited) > count / 100 else 0)


main()
