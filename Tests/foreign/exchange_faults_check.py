"""The exchange under fault: between the platform and 人社 stands a proxy that is slow, resets, garbles, cuts off or falls silent,
or shows a wrong certificate. Every application is still finished, by asking the applicant or by a person; nothing is granted on what
was not read; threads, sockets and memory do not grow.

    exchange_faults_check.py BINARY [--seconds N] [--seed S]

Without --seconds each fault is met once; with it faults follow one another by chance for so long, while people apply.
"""
import argparse
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from faulty_proxy import MODES, FaultyProxy  # noqa: E402
from harness import Server, Tally  # noqa: E402

ACCOUNT = {"field": "发放账户", "value": "9900000123456789012"}
#: The deadline of 社保卡 is 1.5 s; the machine may be busy.
ANSWER_SECONDS = 6


class Department:
    """人社's own system, as a process."""

    def __init__(self, binary, data):
        self.process = subprocess.Popen(
            [binary, "department", "人社", "--data", os.path.join(data, "departments"), "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().strip().rsplit(":", 1)[1])

    def kill(self):
        self.process.kill()
        self.process.wait()


def usage(pid):
    """Threads, open files and MiB in memory of a process."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["Threads"]), len(os.listdir(f"/proc/{pid}/fd")), int(status["VmRSS"].split()[0]) / 1024


def fact(draft, field):
    return next(one for one in draft["facts"] if one["field"] == field)


def finish(tally, me, mode):
    """From the draft to the case, typing what could not be read."""
    begun = time.time()
    draft = me.post("/api/v1/drafts", {"item": "0007"}).json
    took = time.time() - begun
    tally.check(took < ANSWER_SECONDS, f"{mode}: the form came after {took:.1f} s")
    account = fact(draft, "发放账户")
    if mode == "pass":
        tally.check(account["isKnown"], f"{mode}: {account}")
        return
    tally.check(not account["isKnown"] and account["absence"] == "sourceUnavailable", f"{mode}: {account}")
    tally.check(fact(draft, "出生日期")["isKnown"], f"{mode}: the others' facts are there")
    me.send("PUT", f"/api/v1/drafts/{draft['id']}/answers", {"answers": [ACCOUNT]})
    answer = me.post(f"/api/v1/drafts/{draft['id']}/submission", {"declaration": True, "version": draft["version"]})
    case = answer.json
    tally.check(answer.status == 201 and case["status"] == "inReview", f"{mode}: {answer.status} {case.get('status')}")
    tally.check(case.get("office") and case.get("dueOn"), f"{mode}: somebody has it, with a day")


def recovers(proxy, me, seconds=25):
    """Whether the department is asked and believed again."""
    proxy.mode = "pass"
    deadline = time.time() + seconds
    while time.time() < deadline:
        case = me.apply("0042", answers=[{"field": "本市无自有住房", "value": "true"}, {"field": "正在租房", "value": "true"}])
        facts = case.json.get("facts", [])
        if case.status == 201 and any(one["field"] == "收款账户" and one["isKnown"] for one in facts):
            return True
        time.sleep(0.5)
    return False


def storm(tally, server, proxy, people, seconds, seed):
    """Faults by chance while people apply; measured after each has met it, and at the end."""
    chance, end, applied = random.Random(seed), time.time() + seconds, 0
    pid, first, slowest = server.process.pid, None, 0.0

    def apply(me):
        begun = time.time()
        answer = me.apply("0007", answers=[ACCOUNT])
        return time.time() - begun, answer.status

    with ThreadPoolExecutor(8) as pool:
        while time.time() < end:
            proxy.mode = chance.choice(MODES + ["pass"])
            until = min(end, time.time() + chance.uniform(1, 6))
            while time.time() < until:
                for took, status in pool.map(apply, chance.sample(people, min(8, len(people)))):
                    applied, slowest = applied + 1, max(slowest, took)
                    tally.check(status in (200, 201, 409, 422), f"{proxy.mode}: an application was answered {status}")
            if first is None and time.time() > end - seconds * 0.8:
                first = usage(pid)
    last = settled(server, proxy)
    print(f"{applied} applications in {seconds} s (seed {seed}), the slowest {slowest:.1f} s; threads, files, MiB: "
          f"{first} → {last}; open at the proxy: {proxy.open}", flush=True)
    tally.check(slowest < ANSWER_SECONDS, f"the slowest took {slowest:.1f} s")
    return first, last


def settled(server, proxy):
    """After the last call is over."""
    proxy.mode = "pass"
    time.sleep(4)
    return usage(server.process.pid)


def check_leaks(tally, before, after, proxy, mebibytes):
    tally.check(after[0] <= before[0] + 6, f"threads: {before[0]} → {after[0]}")
    tally.check(after[1] <= before[1] + 12, f"open files: {before[1]} → {after[1]}")
    tally.check(after[2] <= before[2] + mebibytes, f"memory: {before[2]:.0f} → {after[2]:.0f} MiB")
    tally.check(proxy.open <= 10, f"{proxy.open} connections are still open at the proxy")


def check_certificate(tally, binary, folder):
    """A department that shows somebody else's certificate is not believed, whatever it says."""
    files = [os.path.join(folder, name) for name in ("wrong.pem", "wrong.key")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
         "/CN=somebody.example", "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    proxy = FaultyProxy(certificate=files)
    server = Server(binary, people=60, options=["--department", f"人社=https://127.0.0.1:{proxy.port}"])
    department = None
    try:
        server.start()
        department = Department(binary, server.data)
        proxy.upstream = department.port
        finish(tally, Client(server.address).sign_in(server.accounts[0]), "wrong certificate")
        tally.check(proxy.calls == 0, f"nothing was told to whoever showed it: {proxy.calls} requests")
    finally:
        server.remove()
        if department:
            department.kill()
        proxy.close()


def check_faults(tally, server, proxy, binary, seconds, seed):
    department = Department(binary, server.data)
    try:
        proxy.upstream = department.port
        people = [Client(server.address).sign_in(account) for account in server.accounts]
        finish(tally, people[0], "pass")
        before = settled(server, proxy)
        for mode, me in zip(MODES, people[1:]):
            proxy.mode = mode
            finish(tally, me, mode)
        tally.check(recovers(proxy, people[-1]), "the department is believed again once it is well")
        _, after = storm(tally, server, proxy, people[7:], min(seconds, 10), seed)
        check_leaks(tally, before, after, proxy, 60)
        if seconds > 10:
            first, last = storm(tally, server, proxy, people[7:], seconds, seed)
            check_leaks(tally, first, last, proxy, 40)
        department.kill()
        proxy.mode = "pass"
        finish(tally, people[len(MODES) + 1], "killed")
    finally:
        department.kill()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    binary, tally, proxy = os.path.abspath(options.binary), Tally(), FaultyProxy()
    server = Server(binary, people=60, options=["--department", f"人社=http://127.0.0.1:{proxy.port}"])
    try:
        server.start()
        check_faults(tally, server, proxy, binary, options.seconds, options.seed)
        check_certificate(tally, binary, server.folder.name)
    finally:
        server.remove()
        proxy.close()
    tally.close()


if __name__ == "__main__":
    main()
