"""What a database and a log hold, read past the server: rows, leaves, and the tree that they must give."""
import base64
import hashlib
import os
import sqlite3
import subprocess
import time


class SQLiteStore:
    def __init__(self, data):
        self.path = os.path.join(data, "huimin.sqlite")

    def rows(self, sql):
        """Rows as text; binary columns as hexadecimal."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            return [tuple(v.hex() if isinstance(v, bytes) else str(v) for v in row) for row in connection.execute(sql)]
        finally:
            connection.close()


class PostgresStore:
    def __init__(self, url):
        self.url = url

    def rows(self, sql):
        answer = subprocess.run(["psql", "-X", "-q", "-At", "-F", "\x1f", "-d", self.url, "-c", sql],
                                capture_output=True, text=True, check=True)
        return [tuple(v[2:] if v.startswith("\\x") else v for v in line.split("\x1f")) for line in answer.stdout.splitlines()]


def leaf(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def root(leaves):
    """RFC 6962 §2.1."""
    level = list(leaves)
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        # An odd one rises as it is.
        level = pairs + level[len(pairs) * 2:]
    return level[0]


def checkpoint(data):
    """Size and root of the published checkpoint."""
    lines = open(os.path.join(data, "log/checkpoint")).read().split("\n")
    return int(lines[1]), base64.b64decode(lines[2])


class Audit:
    """The invariants, held against one server's data again and again; it keeps every checkpoint that it saw."""

    def __init__(self, store, data, tally):
        self.store, self.data, self.tally, self.seen = store, data, tally, {}

    def look(self):
        """Keeps what is published at this moment; a reader always finds a whole checkpoint."""
        try:
            size, digest = checkpoint(self.data)
        except FileNotFoundError:
            return
        self.seen.setdefault(size, set()).add(digest)

    def settle(self, seconds=45):
        """Waits until every event has its place and the checkpoint covers it; on a shared database a dead server's lease runs ten
        seconds."""
        deadline = time.time() + seconds
        while time.time() < deadline:
            (waiting, placed), = self.store.rows(
                "SELECT COUNT(*) FILTER (WHERE log_index IS NULL), COUNT(*) FILTER (WHERE log_index IS NOT NULL) FROM event")
            if waiting == "0" and checkpoint(self.data)[0] == int(placed):
                return
            time.sleep(0.05)
        self.tally.check(False, "events wait for their place in the log")

    def check(self, when):
        """Nothing doubled, every event its leaf, every checkpoint ever seen of this very tree."""
        before = max(self.seen, default=0)
        self.settle()
        rows, check = self.store.rows, self.tally.check
        size, digest = checkpoint(self.data)
        entries = [(int(index), bytes([1, int(kind)]) + bytes.fromhex(commitment)) for kind, commitment, index in rows(
            f"SELECT class, commitment, log_index FROM event WHERE log_index < {size} ORDER BY log_index")]
        leaves = [leaf(entry) for _, entry in entries]
        check([index for index, _ in entries] == list(range(size)), f"{when}: places have gaps")
        check(root(leaves) == digest, f"{when}: the leaves are not those of the events")
        check(size >= before, f"{when}: the log shrank from {before} to {size}")
        wrong = [old for old, digests in self.seen.items() if digests != {root(leaves[:old])}]
        check(not wrong, f"{when}: checkpoints over {wrong} leaves were of another tree")
        self.seen = {before: self.seen[before]} if before else {}
        self.look()
        twice = [
            ("a benefit", "SELECT item, subject FROM entitlement WHERE state = 'live' GROUP BY item, subject HAVING COUNT(*) > 1"),
            ("a case number", "SELECT number FROM case_file GROUP BY number HAVING COUNT(*) > 1"),
            ("a certificate of a case", "SELECT stream FROM certificate GROUP BY stream HAVING COUNT(*) > 1"),
            ("a grant", "SELECT stream FROM event WHERE kind = 'case.granted' GROUP BY stream HAVING COUNT(*) > 1"),
            ("a receipt", "SELECT stream FROM event WHERE kind = 'case.received' GROUP BY stream HAVING COUNT(*) > 1"),
        ]
        for what, sql in twice:
            check(not rows(sql), f"{when}: {what} is there twice")
        (granted, certificates, grants), = rows(
            "SELECT (SELECT COUNT(*) FROM case_file WHERE status = 'granted'), (SELECT COUNT(*) FROM certificate),"
            " (SELECT COUNT(*) FROM event WHERE kind = 'case.granted')")
        check(granted == certificates == grants, f"{when}: {granted} granted, {certificates} certificates, {grants} events")
        return size


def verify_log(binary, data, key):
    """The program's own audit of the whole log, which trusts only its key."""
    verdict = subprocess.run([binary, "log", "verify", os.path.join(data, "log"), "--key", key], capture_output=True, text=True)
    return verdict.returncode == 0, (verdict.stdout + verdict.stderr).strip()
