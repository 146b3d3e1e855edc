"""kill -9 of the server under load: nothing answered is lost, nothing is doubled, every event has its leaf.

    kill_server.py BINARY [--rounds N] [--database postgres] [--seed S]
"""
import argparse
import random
import signal
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from harness import Postgres, Server, Tally  # noqa: E402
from register import residents  # noqa: E402
from store import Audit, PostgresStore, SQLiteStore, verify_log  # noqa: E402
from town import Client, Town, finish  # noqa: E402


def one_round(number, server, town, audit, dice, tally):
    before = len(town.answered)
    town.address = server.address
    town.begin()
    deadline = time.time() + dice.uniform(0.1, 1.5)
    while time.time() < deadline:
        audit.look()
        time.sleep(0.02)
    server.stop(signal.SIGKILL)
    audit.look()
    town.end()
    begun = time.time()
    server.start()
    town.address = server.address
    took = time.time() - begun
    when = f"round {number}"
    town.close()
    town.check(when, town.answered[before:] + dice.sample(town.answered[:before], min(5, before)))
    audit.check(when)
    return took


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binary")
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = arguments.parse_args()
    print(f"seed {options.seed}", flush=True)
    tally, dice = Tally(), random.Random(options.seed)
    postgres = Postgres() if options.database == "postgres" else None
    if postgres and not postgres.is_installed:
        finish(tally, "skipped: PostgreSQL not installed")
    url = postgres.new_database() if postgres else None
    server = Server(options.binary, people=max(1000, options.rounds * 40), database=url)
    begun = time.time()
    try:
        server.start()
        town = Town(residents(server.data), options.seed, tally)
        audit = Audit(PostgresStore(url) if url else SQLiteStore(server.data), server.data, tally)
        starts = [one_round(number, server, town, audit, dice, tally) for number in range(1, options.rounds + 1)]
        town.check("at the end")
        size = audit.check("at the end")
        key = Client(server.address).get("/log/key").body.decode().strip()
        is_sound, words = verify_log(options.binary, server.data, key)
        tally.check(is_sound, f"the log: {words}")
        tally.check(len(town.answered) >= options.rounds and town.unanswered >= options.rounds, "the load was too light")
        figure = (f"{options.rounds} kills on {options.database}: {len(town.answered)} applications answered, {town.unanswered} requests "
              f"without an answer, {sum(p.kept for p in town.drafting)} drafts saved, {size} events with their leaves, "
              f"start again in {max(starts):.1f} s at most, {time.time() - begun:.0f} s in all")
        if not tally.failures:
            server.remove()
    except BaseException:
        print(f"seed {options.seed}; see {server.data}", flush=True)
        raise
    finally:
        server.stop()
        if postgres:
            postgres.stop()
    finish(tally, figure)


if __name__ == "__main__":
    main()
