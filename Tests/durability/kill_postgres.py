"""The postmaster killed under load while the server stays up: it says kindly that it cannot just now, finds the database again
by itself, and has lost nothing and doubled nothing.

    kill_postgres.py BINARY [--rounds N] [--seed S]
"""
import argparse
import random
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from cluster import Cluster  # noqa: E402
from harness import Server, Tally  # noqa: E402
from register import residents  # noqa: E402
from store import Audit, PostgresStore, verify_log  # noqa: E402
from town import Client, Town, finish  # noqa: E402


def outage(server, town, tally, when):
    """What people see meanwhile."""
    person = next((p for p in town.answered if p.token), None)
    ready = Client(server.address).get("/readyz")
    tally.check(ready.status == 503, f"{when}: /readyz says {ready.status}")
    if person is None:
        return
    page = Client(server.address).get("/me", headers={"Cookie": "__Host-session=" + person.token, "Accept-Language": "zh-CN"})
    words = page.body.decode()
    tally.check(page.status == 503 and "请" in words and "<main" in words, f"{when}: a page says {page.status}")
    tally.check("SQL" not in words and "postgres" not in words.lower(), f"{when}: a page shows internals")
    for method, path, body in [("GET", "/api/v1/cases", None), ("POST", "/api/v1/drafts", {"item": "0021"})]:
        answer = Client(server.address, person.token).send(method, path, body)
        kind = answer.headers.get("Content-Type")
        tally.check((answer.status, kind) == (503, "application/problem+json"), f"{when}: {method} {path} says {answer.status} {kind}")


def until_ready(server, seconds=20):
    deadline = time.time() + seconds
    while time.time() < deadline:
        if Client(server.address).get("/readyz").status == 200:
            return True
        time.sleep(0.05)
    return False


def one_round(number, server, cluster, town, audit, dice, tally):
    when, before = f"round {number}", len(town.answered)
    town.begin()
    deadline = time.time() + dice.uniform(0.2, 1.5)
    while time.time() < deadline:
        audit.look()
        time.sleep(0.02)
    cluster.crash()
    time.sleep(dice.uniform(0.05, 0.5))
    outage(server, town, tally, when)
    cluster.start()
    begun = time.time()
    tally.check(until_ready(server), f"{when}: the server does not find its database again")
    took = time.time() - begun
    time.sleep(dice.uniform(0, 0.3))
    town.end()
    town.close()
    town.check(when, town.answered[before:] + dice.sample(town.answered[:before], min(5, before)))
    audit.check(when)
    return took


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binary")
    arguments.add_argument("--rounds", type=int, default=4)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = arguments.parse_args()
    print(f"seed {options.seed}", flush=True)
    tally, dice, cluster = Tally(), random.Random(options.seed), Cluster()
    if not cluster.is_installed:
        finish(tally, "skipped: PostgreSQL not installed")
    server, begun = Server(options.binary, people=max(1000, options.rounds * 40), database=cluster.url), time.time()
    try:
        cluster.create()
        server.start()
        town = Town(residents(server.data), options.seed, tally)
        town.address = server.address
        audit = Audit(PostgresStore(cluster.url), server.data, tally)
        waits = [one_round(number, server, cluster, town, audit, dice, tally) for number in range(1, options.rounds + 1)]
        town.check("at the end")
        size = audit.check("at the end")
        is_sound, words = verify_log(options.binary, server.data, Client(server.address).get("/log/key").body.decode().strip())
        tally.check(is_sound, f"the log: {words}")
        tally.check(len(town.answered) >= options.rounds and town.unanswered >= options.rounds, "the load was too light")
        tally.check(server.process.poll() is None, "the server is the one that was started")
        figure = (f"{options.rounds} crashes of PostgreSQL: {len(town.answered)} applications answered, {town.unanswered} requests without "
              f"an answer, {sum(p.kept for p in town.drafting)} drafts saved, {size} events with their leaves, ready again "
              f"{max(waits):.2f} s after the database at most, {time.time() - begun:.0f} s in all")
        if not tally.failures:
            server.remove()
    except BaseException:
        print(f"seed {options.seed}; see {server.data}", flush=True)
        raise
    finally:
        server.stop()
        cluster.remove()
    finish(tally, figure)


if __name__ == "__main__":
    main()
