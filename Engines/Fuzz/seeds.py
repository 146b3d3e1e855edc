"""Writes the inputs that a target of the fuzzer begins with: its own seeds, and what the tests of the engines say.

    seeds.py TARGET FOLDER
"""
import hashlib
import pathlib
import re
import sys

ENGINES = pathlib.Path(__file__).parent.parent
LITERAL = re.compile(r'"""\n(.*?)\n\s*"""|"((?:[^"\\\n]|\\.)+)"', re.S)


def literals(pattern):
    """The string literals of tests, without their escapes."""
    for file in sorted(ENGINES.glob(f"Tests/{pattern}")):
        for match in LITERAL.finditer(file.read_text()):
            lines = (match[1] or match[2]).split("\n")
            indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
            yield "\n".join(line[indent:] for line in lines).replace('\\"', '"').replace("\\\\", "\\")


def rows():
    """The rows of language for officers: expression, values, result."""
    for line in (ENGINES / "Tests/Rows/chinese.txt").read_text().splitlines():
        if line and line[0] not in "#@":
            yield [part.strip() for part in line.split("; ")]


def harvest(target):
    match target:
        case "expression":
            yield from (row[0] for row in rows())
            yield from literals("FEELTests/*.swift")
        case "cells":
            yield from (f"{row[0].removeprefix('格：')}\n年龄" for row in rows() if row[0].startswith("格："))
            yield from (f"{text}\n5" for text in literals("FEELTests/UnaryTestsTests.swift"))
        case "pattern":
            yield from (f"{text}\n\n[$0]\n甲乙 abc 123 {text}" for text in literals("FEELTests/PatternTests.swift"))
        case "decision":
            yield from (text for text in literals("DecisionsTests/*.swift") if "|" in text)
            yield from (f"全部 = {row[0]}\n---\nhit unique\n| 规则 | 全部 || 结论 |\n| 甲 | true || 准予 |\notherwise 转人工"
                        for row in rows() if "\n" not in row[0])
        case "model":
            yield from (text for text in literals("DecisionsTests/**/*.swift") if text.startswith("<"))
            for file in sorted(ENGINES.glob("Tests/**/*.dmn")):
                yield file.read_text()


target, folder = sys.argv[1:]
own = (ENGINES / f"Fuzz/Seeds/{target}.txt").read_text().removesuffix("\n").split("\n%\n")
for seed in [*own, *harvest(target)]:
    data = seed.encode()
    pathlib.Path(folder, hashlib.sha1(data).hexdigest()).write_bytes(data)
