"""What the kernel saw: between the write of a case to the write-ahead log and the answer to its applicant the disk was waited for;
a checkpoint takes its place only after every tile under it; and where the disk refuses to sync, nothing is answered.

    sync_order.py BINARY
"""
import codecs
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from harness import Server, Tally  # noqa: E402
from register import residents  # noqa: E402
from scratch import scratch  # noqa: E402
from town import Client, Town, finish  # noqa: E402

CALLS = "fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg,rename"


class Tracer:
    """strace on the running server."""

    def __init__(self, server, *options):
        self.folder = scratch("trace")
        self.path = os.path.join(self.folder.name, "trace")
        self.process = subprocess.Popen(
            ["strace", "-f", "-y", "-s", "9000", "-o", self.path, *options, "-p", str(server.process.pid)],
            stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        if "attached" not in line:
            raise SystemExit("strace: " + line)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        lines = open(self.path, errors="replace").read().splitlines()
        self.folder.cleanup()
        return lines


class Call:
    """One system call: where in the trace it began and where it was over, on which file, with what."""

    def __init__(self, name, place, begun):
        self.name, self.place, self.text, self.begun, self.over, self.succeeded = name, place, "", begun, None, False


def calls(lines):
    """Calls in the order of their beginning. With several threads a call may begin on one line and end on a later one."""
    unfinished, found = {}, []
    for number, line in enumerate(lines):
        thread, _, rest = line.partition(" ")
        rest = rest.strip()
        resumed = re.match(r"<\.\.\. (\w+) resumed>(.*)", rest)
        if resumed:
            call = unfinished.pop(thread, None)
            if call is None:
                continue
            rest = resumed.group(2)
        else:
            begun = re.match(r"(\w+)\((.*)", rest)
            if not begun:
                continue
            place = re.match(r"\d+<([^>]*)>", begun.group(2))
            call = Call(begun.group(1), place.group(1) if place else begun.group(2), number)
            found.append(call)
        call.text += rest
        if rest.endswith("<unfinished ...>"):
            unfinished[thread] = call
        else:
            call.over = number
            call.succeeded = re.search(r"= -1 E", rest) is None
    return found


def waited_for(trace, case_number):
    """Whether the case was on disk before anybody was told of it; a sentence where not."""
    is_log = [c for c in trace if c.name == "pwrite64" and c.place.endswith("-wal")]
    written = next((c for c in is_log if case_number in c.text), None)
    told = next((c for c in trace if c.name in ("write", "writev", "sendto", "sendmsg") and case_number in c.text
                 and not c.place.endswith((".sqlite", "-wal"))), None)
    if written is None or told is None:
        return f"in the trace there is {'no write' if written is None else 'no answer'} of the case"
    end = end_of_transaction(is_log, is_log.index(written))
    if end is None:
        return "the transaction has no end"
    is_kept = any(c.name in ("fdatasync", "fsync") and c.place.endswith("-wal") and c.succeeded and c.begun > end.over
                  and c.over is not None and c.over < told.begun for c in trace)
    return None if is_kept else "the answer was on its way before the log had been waited for"


def end_of_transaction(writes, index):
    """The write of the page that ends the transaction. Each page follows its header of 24 bytes, which names the size of the
    database where the page is a transaction's last (SQLite file format, §4.1)."""
    for header, page in zip(writes[index - 1:], writes[index:]):
        content = re.search(r', "((?:[^"\\]|\\.)*)", 24, \d+', header.text)
        if content and codecs.escape_decode(content.group(1).encode())[0][4:8] != bytes(4):
            return page
    return None


def log_order(trace, folder):
    """Each file of the log is written, waited for, named, and its name waited for; the checkpoint after all of them.

    One actor writes them all, one after another, so that at most one of them is under way when the tracer comes: its bytes were
    written before the trace begins, and nothing can be said of it."""
    faults, names, seen = [], {}, 0
    begun = next((c.begun for c in trace if c.name == "write" and c.place.startswith(folder)), len(trace))
    for call in [c for c in trace if c.name == "rename" and folder in c.text]:
        draft, target = re.findall(r'"([^"]+)"', call.text)[:2]
        if call.begun < begun:
            continue
        writes = [c for c in trace if c.name == "write" and c.place == draft and c.over < call.begun]
        syncs = [c for c in trace if c.name == "fdatasync" and c.place == draft and c.succeeded
                 and writes and writes[-1].over < c.begun and c.over < call.begun]
        if not writes or not syncs:
            faults.append(f"{os.path.basename(target)} got its name before it was on disk")
        named = next((c for c in trace if c.name == "fsync" and c.place == os.path.dirname(target) and c.begun > call.over), None)
        names[target] = named.over if named else None
        if target.endswith("/checkpoint"):
            seen += 1
            late = [t for t, over in names.items() if t != target and (over is None or over > call.begun)]
            if late:
                faults.append(f"the checkpoint was there before {os.path.basename(late[0])}")
            names = {}
    return seen, faults


def late(trace, folder):
    """What a tracer sees that comes while the bytes of a file of the log are waited for."""
    written = next(index for index, c in enumerate(trace) if c.name == "write" and c.place.startswith(folder))
    return trace[written + 1:]


def ordered(tally, server, town):
    """Three applications, one after another, under the eyes of the tracer."""
    people = town.elders[:3]
    for person in people:
        town.sign_in(person)
    tracer = Tracer(server, "-e", "trace=" + CALLS)
    for person in people:
        town.apply(person)
    time.sleep(1.5)
    trace = calls(tracer.stop())
    for person in people:
        fault = waited_for(trace, person.case["number"])
        tally.check(fault is None, f"case {person.case['number']}: {fault}")
    blind = [c for c in trace if c.name not in ("fdatasync", "fsync")]
    tally.check(waited_for(blind, people[0].case["number"]) is not None, "the proof sees a trace without syncs")
    seen, faults = log_order(trace, os.path.join(server.data, "log"))
    tally.check(seen > 0 and not faults, f"{seen} checkpoints; {faults}")
    log = os.path.join(server.data, "log")
    tally.check(log_order(blind, log)[1], "the proof sees tiles that were not waited for")
    tally.check(not log_order(late(trace, log), log)[1], "a tracer that comes between the bytes and the name accuses nobody")
    syncs = sum(c.name in ("fdatasync", "fsync") for c in trace)
    return f"{len(people)} answers and {seen} checkpoints, each after its sync, among {len(trace)} calls and {syncs} syncs"


def refused(tally, server, town):
    """A disk that refuses to sync: kind answers, nothing acknowledged; and when it works again, the same key gets its case."""
    person = town.elders[3]
    town.sign_in(person)
    key, body = str(uuid.uuid4()), {"item": "0007", "answers": [], "declaration": True}
    tracer = Tracer(server, "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO")
    told = [town_answer(town, person, key, body) for _ in range(3)]
    tracer.stop()
    tally.check(all(answer.status == 503 for answer in told), f"with a disk that does not sync: {[a.status for a in told]}")
    tally.check(all(answer.headers.get("Content-Type") == "application/problem+json" for answer in told), "as a problem")
    after = town_answer(town, person, key, body)
    tally.check(after.status == 201, f"when the disk works again: {after.status}")
    cases = town.send(person, "GET", "/api/v1/cases").json["cases"]
    tally.check(len(cases) == 1, f"{len(cases)} cases for one key")


def town_answer(town, person, key, body):
    return Client(town.address, person.token).post("/api/v1/cases", body, headers={"Idempotency-Key": key})


def main():
    tally = Tally()
    if not shutil.which("strace"):
        finish(tally, "skipped: strace not installed")
    server = Server(sys.argv[1], people=300).start()
    figure = ""
    try:
        town = Town(residents(server.data), 1, tally)
        town.address = server.address
        figure = ordered(tally, server, town)
        refused(tally, server, town)
    finally:
        server.remove()
    finish(tally, figure)


if __name__ == "__main__":
    main()
