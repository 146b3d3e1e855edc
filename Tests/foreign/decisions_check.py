"""Stored decisions are decided again: here, from a file, and by a changed definition. The decisions of the sample city that
are kept in Tests/decisions must come out as they did; one that does not needs a decision record in accepted.txt.

    decisions_check.py BINARY [--record]
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "browser"))
from client import Client  # noqa: E402
from harness import ROOT, Server, Tally  # noqa: E402
from scratch import scratch  # noqa: E402

KEPT = ROOT / "Tests/decisions/sample-city.jsonl"
ACCEPTED = ROOT / "Tests/decisions/accepted.txt"
CITY = str(ROOT / "City")


def run(binary, *arguments):
    return subprocess.run([binary, "decisions", *arguments], capture_output=True, text=True, timeout=120)


def file_cases(server):
    """Everybody of the demo applies for everything that nothing has to be typed for."""
    nobody = Client(server.address)
    services = [service["slug"] for service in nobody.get("/api/v1/services?limit=100").json["services"]]
    for account in server.accounts:
        person = nobody.sign_in(account)
        for slug in services:
            person.apply(slug)


def lines(answer):
    return [json.loads(line) for line in answer.stdout.splitlines()]


def check_here(tally, binary, data):
    again = run(binary, "replay", "--data", data)
    tally.check(again.returncode == 0 and again.stdout == "", f"replay: {again.stderr.strip()} {again.stdout[:300]}")
    export = run(binary, "export", "--data", data)
    decisions = lines(export)
    outcomes = {decision["outcome"]["verdict"] for decision in decisions}
    tally.check(len(decisions) >= 20 and outcomes == {"granted", "referred"}, f"{len(decisions)} decisions: {outcomes}")
    tally.check(all(len(decision["traceHash"]) == 64 and decision["engine"] >= 1 for decision in decisions),
                "each names its engine and the hash of its trace")
    tally.check(run(binary, "replay", "--data", "/nonexistent").returncode not in (0, 1), "a folder without a city is said")
    return decisions


def check_file(tally, binary, decisions, folder):
    path = os.path.join(folder, "decisions.jsonl")
    granted = next(decision for decision in decisions if decision["outcome"]["verdict"] == "granted")
    changed = granted | {"outcome": {"verdict": "referred"}}
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in decisions + [changed])
    found = run(binary, "replay", "--stored", path, "--city", CITY, "--json")
    differences = lines(found)
    tally.check(found.returncode == 1 and [one["case"] for one in differences] == [granted["case"]]
                and differences[0]["kind"] == "verdict", f"the one that differs is named: {differences}")
    accepted = os.path.join(folder, "accepted.txt")
    pathlib.Path(accepted).write_text(f"# why\n{granted['case']} verdict {ROOT / 'docs/decisions/README.md'}\n")
    found = run(binary, "replay", "--stored", path, "--city", CITY, "--accepted", accepted)
    tally.check(found.returncode == 0, "a difference with a decision record is no fault")
    pathlib.Path(accepted).write_text(f"{granted['case']} verdict docs/decisions/none.md\n")
    found = run(binary, "replay", "--stored", path, "--city", CITY, "--accepted", accepted)
    tally.check(found.returncode != 0 and "accepted.txt:1" in found.stderr, "a record that is not there is said")


def check_change(tally, binary, data, folder):
    """A stricter age: those of 80 to 88 would go to a person."""
    city = os.path.join(folder, "City")
    shutil.copytree(CITY, city)
    item = os.path.join(city, "items/高龄津贴/item.yaml")
    text = pathlib.Path(item).read_text(encoding="utf-8")
    # The examples still expect the old rules: who tries a change has not written new ones yet.
    pathlib.Path(item).write_text(text.replace("[80..90) ", "[89..90) "), encoding="utf-8")
    answer = run(binary, "what-if", "--item", item, "--city", city, "--data", data, "--json")
    if answer.returncode != 0:
        tally.check(False, f"what-if: {answer.stderr[:400]}")
        return
    comparison = json.loads(answer.stdout)
    total = comparison["total"]
    tally.check(total["noLongerGranted"] >= 1 and total["newlyGranted"] == 0 and total["different"] < total["cases"],
                f"what-if: {total}")
    tally.check(comparison["fenAfter"] == comparison["fenBefore"] - 10_000 * total["noLongerGranted"],
                f"what-if: {comparison['fenBefore']} → {comparison['fenAfter']} fen")
    for by in ("age", "sex", "division"):
        groups = [group["counts"] for group in comparison["groups"] if group["by"] == by]
        tally.check(sum(group["cases"] for group in groups) == total["cases"]
                    and sum(group["different"] for group in groups) == total["different"], f"groups by {by} add up")
    pathlib.Path(item).write_text(text.replace("[80..90) ", "[80..90 "), encoding="utf-8")
    faulty = run(binary, "what-if", "--item", item, "--city", city, "--data", data)
    tally.check(faulty.returncode == 1 and "item.yaml:" in faulty.stderr, "a definition with faults is not tried")


def main():
    binary, record = os.path.abspath(sys.argv[1]), "--record" in sys.argv
    tally, server = Tally(), Server(binary, people=200)
    with scratch("decisions") as folder:
        check_all(tally, server, binary, record, folder)
    sys.exit(tally.close())


def check_all(tally, server, binary, record, folder):
    try:
        server.start()
        file_cases(server)
        decisions = check_here(tally, binary, server.data)
        if record:
            KEPT.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in decisions), encoding="utf-8")
            print(f"{len(decisions)} decisions kept in {KEPT}")
        check_file(tally, binary, decisions, folder)
        check_change(tally, binary, server.data, folder)
        kept = run(binary, "replay", "--stored", str(KEPT), "--city", CITY, "--accepted", str(ACCEPTED))
        tally.check(kept.returncode == 0, f"the sample city's decisions are as they were: {kept.stderr.strip()} {kept.stdout}")
    finally:
        server.remove()


main()
