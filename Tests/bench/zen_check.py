#!/usr/bin/env python3
"""The decision engine beside zen-engine (PyPI): the same table, as an item writes it and as DMN, the same inputs, one
thread, in one run.

All convert from decoded JSON inside the clock and give hit rule and outputs; results are compared. Prints evaluations
per CPU-second of each and their ratio; with --least N a smaller ratio fails.

With --scale also what a table of 10,000 rules over ten columns costs beside this one, its memory, compiling a thousand
rules, and keeping what an explanation is made of: figures beyond what is promised fail.

usage: zen_check.py DECISION_BENCH [TABLE.json] [--count 10000] [--seconds 2] [--seed N] [--least N] [--scale]
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).parent


def cells(line):
    """The cells of a row, conditions and outputs apart; a bar inside quotes belongs to the text."""
    parts = re.findall(r'\|\||\||"[^"]*"|[^|"]+', line.strip())
    row, text, split = [], "", None
    for part in parts[1:]:
        if part in ("|", "||"):
            row.append(text.strip())
            text = ""
            if part == "||":
                split = len(row)
        else:
            text += part
    return row[0], row[1:split], row[split:]


def jdm(table):
    """The table as zen reads it. Its paths know no Chinese, so that columns are called a, b, c …"""
    lines = [line for line in table["table"] if line.startswith("|")]
    _, columns, outputs = cells(lines[0])
    fields = {name: chr(ord("a") + index) for index, name in enumerate(columns)}
    names = ["rule"] + [name for name in outputs if name != "结论"]
    rules = []
    for index, line in enumerate(lines[1:]):
        name, tests, results = cells(line)
        rule = {"_id": f"r{index}"}
        for column, test in zip(columns, tests):
            negated = re.fullmatch(r"not\((.*)\)", test)
            rule[fields[column]] = f"not ($ in [{negated[1]}])" if negated else "" if test == "-" else test
        values = [json.dumps(name, ensure_ascii=False)]
        values += [value for output, value in zip(outputs, results) if output != "结论"]
        for output, value in zip(names, values):
            rule["o" + str(names.index(output))] = value
        rules.append(rule)
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": fields[name], "name": name, "field": fields[name]} for name in columns],
        "outputs": [{"id": f"o{i}", "name": name, "field": f"o{i}"} for i, name in enumerate(names)],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    return {"nodes": nodes, "edges": edges}, fields, names


def dmn(table):
    """The table as a DMN model with one decision, `津贴`."""
    lines = [line for line in table["table"] if line.startswith("|")]
    _, columns, outputs = cells(lines[0])
    types = {entry["name"]: entry["type"] for entry in table["inputs"]}
    text = lambda value: f"<text>{escape(value)}</text>"
    inputs = "".join(
        f'<inputData id="i{i}" name="{name}"><variable name="{name}" typeRef="{types[name]}"/></inputData>'
        for i, name in enumerate(columns))
    needs = "".join(
        f'<informationRequirement><requiredInput href="#i{i}"/></informationRequirement>' for i in range(len(columns)))
    heads = "".join(
        f'<input><inputExpression typeRef="{types[name]}">{text(name)}</inputExpression></input>' for name in columns)
    names = ["规则"] + [name for name in outputs if name != "结论"]
    heads += "".join(f'<output name="{name}"/>' for name in names)
    rules = ""
    for line in lines[1:]:
        name, tests, results = cells(line)
        values = [json.dumps(name, ensure_ascii=False)]
        values += [value for output, value in zip(outputs, results) if output != "结论"]
        rules += "<rule>" + "".join(f"<inputEntry>{text(test)}</inputEntry>" for test in tests)
        rules += "".join(f"<outputEntry>{text(value)}</outputEntry>" for value in values) + "</rule>"
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="津贴" namespace="urn:example:bench">'
        f'{inputs}<decision id="d" name="津贴"><variable name="津贴"/>{needs}'
        f'<decisionTable hitPolicy="FIRST">{heads}{rules}</decisionTable></decision></definitions>')


def sample(kind, source):
    if isinstance(kind, list):
        return source.choice(kind)
    step = kind.get("step", 1)
    value = kind["from"] + step * source.randrange(int((kind["to"] - kind["from"]) / step) + 1)
    return int(value) if value == int(value) else value


def run_zen(table, inputs, seconds):
    """Evaluations per CPU-second, and the results."""
    import zen

    content, fields, names = jdm(table)
    # Compiled when it is loaded: fifteen times as fast as `create_decision`.
    compiled = zen.ZenDecisionContent(json.dumps(content, ensure_ascii=False))
    evaluate = zen.ZenEngine({"loader": lambda key: compiled}).evaluate
    rows = [{fields[name]: value for name, value in row.items()} for row in inputs]
    results = []
    for row in rows:
        found = evaluate("table", row)["result"]
        outputs = {name: found[f"o{index}"] for index, name in enumerate(names)} if found else None
        results.append(outputs and [outputs.pop("rule"), outputs])
    count, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for row in rows:
            evaluate("table", row)
        count += len(rows)
    return count / (time.process_time() - start), results


def run_own(program, command, path, inputs, seconds, *further):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for row in inputs:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        file.flush()
        answer = subprocess.run(
            [program, command, path, "--inputs", file.name, "--seconds", str(seconds), *further],
            check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


# What is promised of a large table: the most that each figure may be.
MOST = {"largeToSmall": 3, "bytesPerCell": 20, "compileThousandMilliseconds": 50, "explanationShare": 0.3}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("table", nargs="?", default=str(HERE / "decision" / "allowance.json"))
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--least", type=float, default=0)
    parser.add_argument("--scale", action="store_true")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1 << 32)
    source = random.Random(seed)
    table = json.loads(pathlib.Path(options.table).read_text())
    inputs = [{entry["name"]: sample(entry["sample"], source) for entry in table["inputs"]} for _ in range(options.count)]

    theirs, expected = run_zen(table, inputs, options.seconds)
    found = run_own(options.program, "table", options.table, inputs, options.seconds)
    own, results = found["perSecond"], found["results"]
    with tempfile.NamedTemporaryFile("w", suffix=".dmn") as file:
        file.write(dmn(table))
        file.flush()
        graph = run_own(options.program, "graph", file.name, inputs, options.seconds, "--decision", "津贴")
    drawn = [value and [value.pop("规则"), value] for value in graph["results"]]
    different = [index for index in range(len(inputs)) if not results[index] == drawn[index] == expected[index]]
    for index in different[:5]:
        print(f"different: {inputs[index]}: own {results[index]}, as DMN {drawn[index]}, zen {expected[index]}", file=sys.stderr)
    ratio = own / theirs
    print(json.dumps({
        "seed": seed, "inputs": len(inputs), "granted": sum(result is not None for result in results),
        "ownPerCPUSecond": int(own), "dmnPerCPUSecond": graph["perSecond"], "zenPerCPUSecond": int(theirs),
        "ratio": round(ratio, 1), "dmnRatio": round(graph["perSecond"] / theirs, 1),
        "different": len(different),
    }))
    checks = [not different, ratio >= options.least, graph["perSecond"] / theirs >= options.least]
    if options.scale:
        scale = run_own(options.program, "scale", options.table, inputs, options.seconds / 2)
        print(json.dumps(scale))
        checks += [scale[name] <= most for name, most in MOST.items()]
    failed = checks.count(False)
    print(f"{checks.count(True)} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
