"""schemathesis, a foreign client, holds the interface to its own document: as a resident, as an officer and as nobody.

    schemathesis_check.py BINARY [--examples N] [--keep]

Every operation, all phases: no 5xx, no answer that the document does not describe, nothing accepted that it refuses, and
nothing secured that opens without a session. Says how many operations were seen to succeed.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from harness import Server, Tally  # noqa: E402


def prepare(server):
    """A resident with a granted case, a certificate, and open drafts; officers; and sessions that may be ended."""
    anonymous = Client(server.address)
    elder = server.account("账户在本人名下")
    mother, child = server.mother_and_child()
    resident = anonymous.sign_in(elder)
    services = [service["slug"] for service in anonymous.get("/api/v1/services").json["services"]]
    cases = [resident.apply("0007").json["id"] for _ in range(3)]
    drafts = [resident.post("/api/v1/drafts", {"item": slug}).json["id"] for slug in services]
    answers = {"0018": {"用途": "其他"}, "0042": {"本市无自有住房": "true", "正在租房": "true"}, "0007": {}}
    complete = []
    for slug, entered in answers.items():
        draft = drafts[services.index(slug)]
        listed = [{"field": field, "value": value} for field, value in entered.items()]
        if not resident.send("PUT", f"/api/v1/drafts/{draft}/answers", {"answers": listed}).json["gaps"]:
            complete.append(draft)
    certificates = [one["id"] for one in resident.get("/api/v1/certificates").json["certificates"]]
    tokens = [resident.get("/api/v1/certificates/" + one).json["token"] for one in certificates]
    showing = {"certificate": certificates[0], "purpose": "service", "claims": ["holder_name"]}
    # The officers' certificate is another person's, so that the resident's goes on.
    old = anonymous.sign_in(server.account("姓名带间隔号"))
    old.apply("0007")
    theirs = old.get("/api/v1/certificates").json["certificates"][0]["id"]
    presentations = [resident.post("/api/v1/presentations", showing).json["id"] for _ in range(2)]
    spare = [anonymous.sign_in(elder).token for _ in range(3)]
    names = {"JD01": "周敏", "JD02": "何立新", "GA03": "白雪梅", "GS01": "高文涛", "MZ01": "孟晓岚", "MS01": "宋雅琴"}
    officers = {number: anonymous.sign_in_officer(name, number).token for number, name in names.items()}
    for _ in range(3):
        resident.apply("0018", answers=[{"field": "用途", "value": "其他"}], decideBy="person")
    reads = [one["id"] for one in resident.get("/api/v1/reads").json["reads"]]
    police = Client(server.address, officers["GA03"])
    others = [account[:2] for account in server.accounts if account is not elder]
    return {
        "address": server.address, "token": resident.token, "services": services, "cases": cases, "drafts": drafts,
        "certificates": certificates, "presentations": presentations, "tokens": tokens, "spare": spare, "ended": "0" * 64,
        "officers": officers, "officerSpare": [anonymous.sign_in_officer("罗卫东", "GA01").token for _ in range(3)],
        "colleagues": [("范志远", "SJ01"), ("董佳宁", "GJ01"), ("孟晓岚", "MZ01"), ("秦朗", "GA02")], "reads": reads, "places": [police.get("/api/v1/desk/cases?limit=1").json["next"]],
        "theirs": theirs, "pair": [elder[:2], mother], "otherToken": anonymous.sign_in(mother).token, "child": child,
        "complete": complete, "entrants": others[:4] * 4, "callers": others[4:] * 4,
    }


def run(known, role, examples, phases, folder):
    seen = folder / f"{role}.seen"
    seen.touch()
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(HERE / "schemathesis.toml"), "run",
        known["address"] + "/api/openapi.json", "--max-examples", str(examples), "--phases", phases,
        "--seed", "20261122", "--no-color",
    ]
    environment = os.environ | {
        "HUIMIN_KNOWN": json.dumps(known), "HUIMIN_ROLE": role, "HUIMIN_SEEN": str(seen), "PYTHONPATH": str(HERE), "SCHEMATHESIS_HOOKS": "schemathesis_hooks"}
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    return done, seen


def succeeded(seen):
    """Names of the operations that were answered with a 2xx, as the hooks saw it."""
    return {line.rsplit(" ", 1)[0] for line in seen.read_text().splitlines() if line.rsplit(" ", 1)[1].startswith("2")}


def cases_line(output):
    """`1003 generated, 1003 passed`"""
    return next((line.strip() for line in output.splitlines() if " generated, " in line), "no summary")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--examples", type=int, default=10)
    parser.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    parser.add_argument("--keep", action="store_true", help="print the whole output of schemathesis")
    options = parser.parse_args()
    tally, server = Tally(), Server(options.binary).start()
    try:
        known = prepare(server)
        operations = operations_of(Client(server.address).get("/api/openapi.json").json)
        with tempfile.TemporaryDirectory(prefix="huimin-schemathesis-") as folder:
            reached = set()
            for name in ("resident", "officer", "nobody"):
                done, seen = run(known, name, options.examples, options.phases, Path(folder))
                reached |= succeeded(seen)
                tally.check(done.returncode == 0, f"{name}: schemathesis found faults")
                if done.returncode != 0 or options.keep:
                    print(done.stdout[-12000:], done.stderr[-3000:])
                else:
                    print(f"{name}: {cases_line(done.stdout)}")
        missing = sorted(operations - reached)
        print(f"{len(operations) - len(missing)} of {len(operations)} operations reached a 2xx; not: {missing}")
        tally.check(len(missing) <= 0.05 * len(operations), "95 % of the operations reach a 2xx")
    finally:
        server.remove()
    tally.close()


def operations_of(document):
    return {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}


if __name__ == "__main__":
    main()
