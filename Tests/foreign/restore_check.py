#!/usr/bin/env python3
"""A city whose database, or database and log, come back from an old backup: it never signs a second history.

    restore_check.py [path of huimin]
"""
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time

from site_of_city import City, ROOT, Resident, Tally


class Backups:
    """What an operator keeps: copies of the database and of the log, and what a monitor has seen."""

    def __init__(self, city):
        self.city, self.folder = city, os.path.join(city.data, "backups")

    def path(self, name):
        return os.path.join(self.folder, name)

    def take(self, name):
        os.makedirs(self.path(name))
        for part in ["huimin.sqlite", "huimin.sqlite-wal", "huimin.sqlite-shm"]:
            if os.path.exists(os.path.join(self.city.data, part)):
                shutil.copy(os.path.join(self.city.data, part), self.path(name))
        shutil.copytree(os.path.join(self.city.data, "log"), self.path(name) + "/log")

    def bring_back(self, name, with_log):
        for part in ["huimin.sqlite", "huimin.sqlite-wal", "huimin.sqlite-shm"]:
            if os.path.exists(os.path.join(self.city.data, part)):
                os.remove(os.path.join(self.city.data, part))
            if os.path.exists(os.path.join(self.path(name), part)):
                shutil.copy(os.path.join(self.path(name), part), self.city.data)
        if with_log:
            shutil.rmtree(os.path.join(self.city.data, "log"))
            shutil.copytree(self.path(name) + "/log", os.path.join(self.city.data, "log"))


def run(city, *arguments):
    return subprocess.run([city.binary, "log", *arguments], capture_output=True, text=True, timeout=120)


def serve(city):
    """What the server says where it does not start."""
    return subprocess.run(
        [city.binary, "serve", "--demo", "--data", city.data, "--listen", "127.0.0.1:0", "--city", city.definitions],
        capture_output=True, text=True, timeout=60)


def grow(city):
    """Another application, whatever comes of it, until witnesses have signed for its events."""
    before, resident = signed(city), Resident(city)
    resident.sign_in(city.accounts[0])
    draft = resident.draft_of("高龄津贴")
    resident.post(draft)
    resident.post(draft + "/submission", declaration="yes")
    deadline = time.time() + 20
    while time.time() < deadline:
        size = resident.get("/log/checkpoint").split(b"\n")[1]
        try:
            if int(size) > before and resident.get("/log/checkpoint.witnessed").split(b"\n")[1] == size:
                return int(size)
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("no quorum")


def signed(city):
    """How many entries are signed, once there are any."""
    for _ in range(100):
        try:
            return int(Resident(city).get("/log/checkpoint").split(b"\n")[1])
        except OSError:
            time.sleep(0.1)
    raise SystemExit("nothing is signed")


def check_import(tally, city, backups, key):
    monitor = ["monitor", os.path.join(city.data, "log"), "--key", key, "--state", backups.path("seen"), "--once"]
    tally.check(run(city, *monitor).returncode == 0, "the monitor has seen the newer log")
    for with_log in [False, True]:
        backups.bring_back("old", with_log)
        refused = serve(city)
        what = "database and log" if with_log else "database"
        tally.check(refused.returncode == 1 and "log restore" in refused.stderr, f"an old {what}: {refused.stderr[-300:]}")
        if with_log:
            tally.check(run(city, *monitor).returncode == 1, "the monitor names the smaller log")
        done = run(city, "restore", "import", "--data", city.data, "--city", city.definitions, "--from",
                   backups.path("new") + "/log")
        tally.check(done.returncode == 0 and "内容已丢" in done.stdout, "import: " + done.stdout + done.stderr)
        city.start()
        size = grow(city)
        city.stop()
        tally.check(run(city, *monitor).returncode == 0, f"the monitor sees the same history go on to {size}")
        # The lines after the one that names the places, up to the next that is not indented, count them by kind.
        lost = sum(int(n) for n in re.findall(r"^  .*: (\d+)$", done.stdout, re.MULTILINE))
        untold = run(city, "audit", "--data", city.data)
        tally.check(untold.returncode == 1 and f"{lost} 笔没有事件" in untold.stderr, "what is lost has to be said: " + untold.stderr)
        audit = run(city, "audit", "--data", city.data, "--lost", str(lost))
        tally.check(audit.returncode == 0, "audit: " + audit.stderr)
        if not with_log:
            shutil.rmtree(backups.path("new"))
            backups.take("new")


def check_renewal(tally, city, backups, key):
    backups.bring_back("old", with_log=True)
    definitions = os.path.join(city.data, "definitions")
    shutil.copytree(ROOT / "City", definitions)
    same = run(city, "restore", "renew", "--data", city.data, "--city", definitions)
    tally.check(same.returncode == 1, "under the old name no log is begun anew")
    path = os.path.join(definitions, "city.yaml")
    text = open(path).read()
    with open(path, "w") as file:
        file.write(text.replace("日志: huimin.example/log", "日志: huimin.example/log/renewed"))
    last = backups.path("new") + "/log/checkpoint"
    done = run(city, "restore", "renew", "--data", city.data, "--city", definitions, "--from", last)
    tally.check(done.returncode == 0, "renew: " + done.stderr)
    city.definitions = definitions
    city.start()
    resident = Resident(city)
    grow(city)
    renewed = resident.get("/log/key").decode().strip()
    previous = resident.get("/log/checkpoint.previous")
    tally.check(renewed.startswith("huimin.example/log/renewed+") and renewed != key, "another name, another key id")
    tally.check(previous == open(last, "rb").read(), "the old log's last checkpoint is shown")
    size = int(resident.get("/log/checkpoint").split(b"\n")[1])
    bundle = resident.get(f"/log/tile/entries/000.p/{size}") if size < 256 else resident.get("/log/tile/entries/000")
    tally.check(bundle[2:36] == b"\x01\x05" + hashlib.sha256(previous).digest(), "and is the new log's first entry")
    done = run(city, "verify", "--key", renewed, city.address + "/log")
    tally.check(done.returncode == 0, "verify: " + done.stderr)
    tally.check(run(city, "verify", "--key", key, os.path.join(city.data, "log.before")).returncode == 0, "the old files stay")
    audit = run(city, "audit", "--data", city.data)
    tally.check(audit.returncode == 0, "audit: " + audit.stderr)


def main():
    binary = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/debug/huimin")
    tally, city = Tally(), City(binary)
    try:
        key = Resident(city).get("/log/key").decode().strip()
        backups = Backups(city)
        old = signed(city)
        city.stop()
        backups.take("old")
        city.start()
        tally.check(grow(city) > old, "the log has grown since the backup")
        city.stop()
        backups.take("new")
        check_import(tally, city, backups, key)
        check_renewal(tally, city, backups, key)
    finally:
        city.close()
    tally.close()


main()
