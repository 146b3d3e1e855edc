"""Two servers on one PostgreSQL: what one writes the other shows at once; when one dies the other carries the log on.

    two_processes.py BINARY
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "foreign"))
from client import Client  # noqa: E402
from harness import DESKTOP, Postgres, Server, Tally, Visitor, browser  # noqa: E402
from journeys import apply, submit  # noqa: E402
from scratch import scratch  # noqa: E402


def checkpoint(server):
    """Origin, size and root of the log as this server publishes it."""
    try:
        return open(os.path.join(server.data, "log", "checkpoint")).read().split("\n\n")[0].split("\n")
    except FileNotFoundError:
        return None


def until(condition, seconds):
    deadline = time.time() + seconds
    while time.time() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())


def second_server(binary, first):
    """Another server of the same city: the same keys, files of its own."""
    second = Server(binary, database=first.database)
    shutil.copy(os.path.join(first.data, "keys.json"), second.data)
    return second


def refuses_foreign_keys(binary, first, tally):
    with scratch("foreign") as data:
        answer = subprocess.run(
            [binary, "serve", "--data", data, "--database", first.database, "--listen", "127.0.0.1:0",
             "--origin", "https://city.example"], cwd=os.getcwd(),
            capture_output=True, text=True, timeout=60)
    tally.check(answer.returncode == 1 and "keys.json" in answer.stderr, f"a server with other keys is refused: {answer.stderr[-300:]}")


def live_across(chromium, first, second, tally):
    """An event written by one server shows on an open page of the other within a second."""
    visitor = Visitor(chromium.new_context(locale="zh-CN", reduced_motion="reduce", **DESKTOP), first, tally, "across", None, with_axe=False)
    page = visitor.page
    apply(visitor, first.account("准备开店"), look=False)
    submit(visitor, look=False)
    path = "/cases/" + page.url.split("/cases/")[1]
    other = visitor.context.new_page()
    # Cookies know no ports: the session that the first server opened is good at the second.
    other.goto(second.address + path)
    other.wait_for_selector("[data-live-on]:not([hidden])", timeout=5000)
    words = "工作人员开始办理"
    tally.check(words not in other.inner_text("main"), "the event has not happened yet")
    officer = Client(first.address).sign_in_officer("周敏", "JD01")
    claimed = officer.post("/api/v1/desk" + path.split("?")[0] + "/claim")
    started = time.time()
    tally.check(claimed.status == 200, f"an officer takes it in hand at the first server: {claimed.status}")
    shown = until(lambda: words in other.inner_text("main"), 3)
    seconds = time.time() - started
    print(f"shown by the other server after {seconds:.2f} s")
    tally.check(shown and seconds < 1, f"the other server's page shows it within a second, not {seconds:.2f} s")
    visitor.context.close()


def granted_at(chromium, server, tally, words, name):
    visitor = Visitor(chromium.new_context(locale="zh-CN", reduced_motion="reduce", **DESKTOP), server, tally, name, None, with_axe=False)
    apply(visitor, server.account(words), look=False)
    submit(visitor, look=False)
    tally.check("批准了" in visitor.page.inner_text("main"), f"{name}: granted at once")
    visitor.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    options = parser.parse_args()
    tally, postgres = Tally(), Postgres()
    if not postgres.is_installed:
        tally.close()
    first = Server(options.binary, database=postgres.new_database()).start()
    second = second_server(options.binary, first)
    try:
        second.start()
        refuses_foreign_keys(options.binary, first, tally)
        with browser() as chromium:
            live_across(chromium, first, second, tally)
            tally.check(until(lambda: checkpoint(first) == checkpoint(second), 3), "both publish the same log")
            before = int(checkpoint(second)[1])
            first.stop(signal.SIGKILL)
            killed = time.time()
            granted_at(chromium, second, tally, "账户在本人名下", "survivor")
            grown = until(lambda: int(checkpoint(second)[1]) > before, 20)
            print(f"log carried on {time.time() - killed:.1f} s after its holder was killed")
            tally.check(grown, "the survivor carries the log on")
            key = urllib.request.urlopen(second.address + "/log/key").read().decode().strip()
            verdict = subprocess.run(
                [options.binary, "log", "verify", os.path.join(second.data, "log"), "--key", key], capture_output=True, text=True)
            print(verdict.stdout.strip())
            tally.check(verdict.returncode == 0, f"the log that two servers wrote is sound: {verdict.stderr}")
    except Exception as error:
        tally.check(False, f"{type(error).__name__} {str(error)[:600]}")
        for server in (first, second):
            print(open(os.path.join(server.data, "server.log")).read()[-2000:])
    finally:
        first.remove()
        second.remove()
        postgres.stop()
    tally.close()


if __name__ == "__main__":
    main()
