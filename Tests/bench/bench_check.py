"""Runs a bench and holds its figures against bounds; starts a PostgreSQL of its own where one is wanted.

    bench_check.py BINARY apply [--database postgres] [--least grantsPerCPUSecond=2000 …] [--most p99Milliseconds=50 …]
                   [-- further options of the bench]

Without bounds it checks that the bench runs, that it counts and verifies what it wrote, and that every member is there.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/browser"))
from harness import Postgres  # noqa: E402

MEMBERS = {
    "apply": ["database", "grantsPerSecond", "grantsPerCPUSecond", "p50Milliseconds", "p99Milliseconds", "residentMiB",
              "groupMean", "ceilingPerCPUSecond", "ratioToCeiling"],
    "facts": ["p99Milliseconds", "slowestSourceP99Milliseconds", "overheadP99Milliseconds"],
    "log": ["appendsPerSecond", "ceilingPerSecond", "ratioToCeiling", "entries", "proofP50Milliseconds",
            "proofP99Milliseconds", "growth"],
    "verify": ["certificatesPerCPUSecond", "ceilingPerCPUSecond", "ratioToCeiling"],
    "start": ["items", "milliseconds", "nothingMilliseconds"],
}


def bound(text):
    name, value = text.split("=")
    return name, float(value)


def run(arguments):
    command = [arguments.binary, "bench", arguments.bench, "--json", *arguments.more]
    postgres = None
    if arguments.database == "postgres":
        postgres = Postgres()
        if not postgres.is_installed:
            print("skipped: no PostgreSQL is installed")
            return None
        command += ["--database", postgres.new_database()]
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=arguments.timeout)
    finally:
        if postgres:
            postgres.stop()
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("bench", choices=MEMBERS)
    parser.add_argument("--database", choices=["postgres"])
    parser.add_argument("--least", type=bound, action="append", default=[])
    parser.add_argument("--most", type=bound, action="append", default=[])
    parser.add_argument("--timeout", type=int, default=3600)
    own, _, more = " ".join(sys.argv[1:]).partition(" -- ")
    arguments = parser.parse_args(own.split())
    arguments.more = more.split()
    report = run(arguments)
    if report is None:
        return 0
    faults = [f"{name} is missing" for name in MEMBERS[arguments.bench] if name not in report]
    if not faults:
        faults += [f"{name} {report[name]} is below {value}" for name, value in arguments.least if report[name] < value]
        faults += [f"{name} {report[name]} is above {value}" for name, value in arguments.most if report[name] > value]
    figures = ", ".join(f"{name} {report[name]}" for name in report)
    print("; ".join([figures] + faults))
    if not arguments.least and not arguments.most:
        print(f"{len(MEMBERS[arguments.bench]) - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
