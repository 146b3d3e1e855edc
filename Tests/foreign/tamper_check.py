#!/usr/bin/env python3
"""Whoever changes a byte of the database or of the log is found: the audit or the monitor names each.

    tamper_check.py [path of huimin] [--changes N] [--seed S]
"""
import argparse
import datetime
import os
import random
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.error

from site_of_city import City, ROOT, Resident, Tally

# Cells that the log answers for.
CELLS = {
    "event": ["shard", "stream", "sequence", "class", "kind", "recorded_at", "commitment", "sealed", "log_index"],
    "stream_key": ["stream", "wrapped"],
}
# Tables by which somebody may do or know something, with the columns that no event speaks of (docs/decisions/0058).
VIEWS = {
    "case_file": ["stage_due_on", "updated_at"],
    "entitlement": ["id"],
    "certificate": [],
    "presentation": [],
    "mandate": [],
    "mandate_power": [],
    "sharing_grant": [],
    "write_back": ["is_seen"],
    "write_back_correction": [],
}


def changed(value, generator):
    if value in (b"", ""):
        return b"x" if value == b"" else "x"
    if isinstance(value, bytes):
        place = generator.randrange(len(value))
        return value[:place] + bytes([value[place] ^ generator.randrange(1, 256)]) + value[place + 1:]
    if isinstance(value, str):
        place = generator.randrange(len(value))
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1:]
    return (value or 0) ^ 1 << generator.randrange(12)


class Copy:
    """A stopped city's data, to be changed."""

    def __init__(self, city):
        self.city, self.path = city, os.path.join(city.data, "copy")
        os.makedirs(self.path)
        for name in ["keys.json", "huimin.sqlite", "huimin.sqlite-wal"]:
            if os.path.exists(os.path.join(city.data, name)):
                shutil.copy2(os.path.join(city.data, name), self.path)
        shutil.copytree(os.path.join(city.data, "log"), self.path + "/log")
        self.database = sqlite3.connect(self.path + "/huimin.sqlite", isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")

    def audit(self, *options):
        return self.run("audit", "--data", self.path, *options)

    def run(self, *arguments):
        return subprocess.run([self.city.binary, "log", *arguments], capture_output=True, text=True, timeout=120)


def columns(copy, table):
    return [column[1] for column in copy.database.execute(f"PRAGMA table_info({table})")]


def names(found, table):
    """Whether the audit names what was changed: of a table the very table, of the log its place."""
    if found.returncode != 1:
        return False
    if table in VIEWS:
        return f"表 (table) {table}，" in found.stderr or f"表 (table) {table}:" in found.stderr
    return any(word in found.stderr for word in ["笔", "事件链", "办件", "文件"])


def check_cells(tally, copy, count, generator):
    """Cells by their table and column in turn, so that each is met."""
    held = {table: [name for name in columns(copy, table) if name not in free] for table, free in VIEWS.items()}
    cells = [(table, column) for table, names_of in {**CELLS, **held}.items() for column in names_of]
    done, refused = 0, 0
    while done < max(count, len(cells)):
        table, column = cells[done % len(cells)]
        rows = [row[0] for row in copy.database.execute(f"SELECT rowid FROM {table} {known(table)}")]
        row = generator.choice(rows)
        sound = copy.database.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()[0]
        value = changed(sound, generator)
        try:
            copy.database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row))
        except sqlite3.IntegrityError:
            # What the table itself never takes needs no audit.
            refused += 1
            done, refused = (done + 1, 0) if refused == 40 else (done, refused)
            continue
        done, refused = done + 1, 0
        found = copy.audit()
        tally.check(names(found, table),
                    f"{table}.{column} of row {row}: {found.returncode} {found.stdout}{found.stderr[-300:]}")
        copy.database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (sound, row))


def known(table):
    """Of an event that still waits for its place nobody outside knows yet. A mandate is proven by the key of its stream, a case
    whose key was destroyed is one that was erased."""
    return {"event": "WHERE log_index IS NOT NULL",
            "stream_key": "WHERE stream IN (SELECT id FROM case_file)"}.get(table, "")


def check_rows(tally, copy):
    for table in [*CELLS, *VIEWS]:
        row = copy.database.execute(f"SELECT rowid, * FROM {table} {known(table)} ORDER BY rowid DESC").fetchone()
        copy.database.execute(f"DELETE FROM {table} WHERE rowid = ?", row[:1])
        found = copy.audit()
        tally.check(names(found, table) or (table in CELLS and found.returncode == 1),
                    f"a row of {table} taken away: {found.stdout}{found.stderr[-300:]}")
        if table == "stream_key":
            # A key that was destroyed is how a case is erased by law: who runs the city has to say so, and is told which.
            erased = copy.audit("--erased", "1")
            tally.check(erased.returncode == 0 and "销毁记录" in erased.stderr and "办件" in erased.stderr,
                        f"a case that was erased by law: {erased.stdout}{erased.stderr[-300:]}")
        marks = ", ".join("?" * len(row))
        copy.database.execute(
            f"INSERT INTO {table} ({', '.join(['rowid'] + columns(copy, table))}) VALUES ({marks})", row)


def check_forgotten(tally, copy):
    """The end of a mandate is taken back: its last event is made one that a restore has lost, and the row what it was."""
    last = ("SELECT rowid, log_index, class, commitment FROM event WHERE kind = 'mandate.revoked' "
            "AND sequence = (SELECT MAX(sequence) FROM event AS e WHERE e.stream = event.stream) AND log_index IS NOT NULL")
    row = copy.database.execute(last).fetchone()
    event = copy.database.execute("SELECT * FROM event WHERE rowid = ?", row[:1]).fetchone()
    copy.database.execute("DELETE FROM event WHERE rowid = ?", row[:1])
    copy.database.execute("INSERT INTO imported_entry (log_index, class, commitment) VALUES (?, ?, ?)", row[1:])
    stream = event[columns(copy, "event").index("stream")]
    before = copy.database.execute("SELECT state, settled_at FROM mandate WHERE id = ?", (stream,)).fetchone()
    accepted = copy.database.execute(
        "SELECT recorded_at FROM event WHERE stream = ? AND kind = 'mandate.accepted'", (stream,)).fetchone()
    copy.database.execute("UPDATE mandate SET state = 'accepted', settled_at = ? WHERE id = ?", (*accepted, stream))
    found = copy.audit()
    tally.check(found.returncode == 1 and "1 笔没有事件" in found.stderr, f"an event called lost: {found.stdout}{found.stderr[-300:]}")
    copy.database.execute("UPDATE mandate SET state = ?, settled_at = ? WHERE id = ?", (*before, stream))
    copy.database.execute("DELETE FROM imported_entry")
    copy.database.execute(f"INSERT INTO event VALUES ({', '.join('?' * len(event))})", event)


def check_files(tally, copy, key, keys, count, generator):
    """Bytes of the files that the signed tree consists of."""
    log = copy.path + "/log"
    size = int(open(log + "/checkpoint").read().split("\n")[1])
    files = ["checkpoint", "checkpoint.witnessed"]
    for index in range(0, size, 256):
        width = min(256, size - index)
        files += [f"tile/{kind}/{index // 256:03d}" + (f".p/{width}" if width < 256 else "") for kind in ["entries", "0"]]
    files += [f"tile/1/000.p/{size // 256}"] if size >= 256 else []
    monitor = ["monitor", log, "--key", key, "--witnesses", keys, "--state", copy.path + "/seen", "--once"]
    tally.check(copy.run(*monitor).returncode == 0, "the monitor believes the sound files")
    for number in range(count):
        name = files[number % len(files)]
        path = os.path.join(log, name)
        sound = open(path, "rb").read()
        # Below the log's own line stand witnesses: one of three whose line is spoilt is one that has not signed.
        end = sound.index(b"\n", sound.index(b"\n\n") + 2) if name.startswith("checkpoint") else len(sound)
        place = generator.randrange(end)
        with open(path, "wb") as file:
            file.write(sound[:place] + bytes([sound[place] ^ generator.randrange(1, 256)]) + sound[place + 1:])
        named = copy.run("verify", log, "--key", key).returncode == 1 or copy.run(*monitor).returncode == 1
        tally.check(named, f"byte {place} of {name}")
        with open(path, "wb") as file:
            file.write(sound)
    tally.check(copy.run("verify", log, "--key", key).returncode == 0, "and the sound files again")


def lend(city, holder):
    """Two mandates, of which one was ended: somebody else may look at the holder's things, or might have."""
    agent, (name, number, _) = Resident(city), city.accounts[1]
    agent.sign_in(city.accounts[1])
    day = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
    days = {"from": day, "until": day + datetime.timedelta(days=90)}
    term = {f"{key}.{part}": str(getattr(date, part)) for key, date in days.items() for part in ["year", "month", "day"]}
    for power in ["certificates", "cases"]:
        holder.get("/me/mandates/new")
        holder.post("/me/mandates", name=name, residentID=number, types="all", **{f"power.{power}": "yes"}, **term)
        agent.get("/me/mandates")
        mandate = re.search(r"/me/mandates/[0-9a-f-]{36}(?=/acceptance)", agent.page).group(0)
        agent.post(mandate + "/acceptance")
    holder.get("/me/mandates")
    holder.post(mandate + "/revocation")


def suspend(city, holder, certificate):
    """An officer suspends the decision behind a certificate: its department is told."""
    officer = Resident(city)
    officer.get("/staff/sign-in")
    officer.post("/staff/sign-in", name="孟晓岚", staffID="mz01")
    asked = officer.page
    officer.get("/sandbox/inbox")
    code = re.search(r"验证码是\s*(\d{6})", officer.page).group(1)
    officer.page = asked
    officer.post("/staff/sign-in/code", code=code)
    holder.get(certificate)
    number = re.search(r"编号 ([A-Z0-9]+)", holder.page).group(1)
    officer.get("/desk/certificates")
    officer.post("/desk/certificates", number=number)
    fields = {"note": "正在核查领取资格", "ground": "《惠民市高龄津贴发放办法（示例）》第十二条", "reach": "grant"}
    officer.post(officer.address + "/suspend", **{f"{key}.suspend": text for key, text in fields.items()})
    assert "正在核查领取资格" in officer.page, officer.page


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", nargs="?", default=str(ROOT / ".build/debug/huimin"))
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    generator, tally, city = random.Random(options.seed), Tally(), City(options.binary)
    try:
        resident = Resident(city)
        resident.sign_in(city.accounts[0])
        certificate = resident.granted_certificate()
        resident.post(certificate + "/presentation", purpose="service", **{"claim.holder_name": "yes"})
        lend(city, resident)
        suspend(city, resident, certificate)
        key, keys = resident.get("/log/key").decode().strip(), os.path.join(city.data, "keys.of.witnesses")
        with open(keys, "wb") as file:
            file.write(resident.get("/log/witnesses"))
        for _ in range(100):
            try:
                if resident.get("/log/checkpoint.witnessed") == resident.get("/log/checkpoint"):
                    break
            except urllib.error.HTTPError:
                pass
            time.sleep(0.1)
        city.stop()
        copy = Copy(city)
        sound = copy.audit()
        tally.check(sound.returncode == 0, "the sound copy: " + sound.stderr)
        check_cells(tally, copy, options.changes, generator)
        check_rows(tally, copy)
        check_forgotten(tally, copy)
        check_files(tally, copy, key, keys, options.changes, generator)
        sound = copy.audit()
        tally.check(sound.returncode == 0, "the sound copy again: " + sound.stderr)
    finally:
        city.close()
    tally.close()


main()
