#!/usr/bin/env python3
"""Witnesses and the log, checked by programs that know nothing of ours: `cryptography`, pymerkle, and Go's sumdb/note and
sumdb/tlog where Go is installed.

    log_check.py [path of huimin]
"""
import base64
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion
from pymerkle.hasher import MerkleHasher

from site_of_city import City, ROOT, Resident, Tally, scratch

GO = ROOT / "Tests/foreign/sumdb"


def key_id(name, kind, public):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def parsed_key(text):
    name, digits, material = text.strip().split("+", 2)
    material = base64.b64decode(material)
    assert bytes.fromhex(digits) == key_id(name, material[0], material[1:])
    return name, material[0], material[1:]


def cosigned(note, verifier_key, now):
    """Whether a witness signed a note lately, as C2SP tlog-cosignature says it."""
    name, kind, public = parsed_key(verifier_key)
    text = note.partition("\n\n")[0] + "\n"
    for line in note.partition("\n\n")[2].splitlines():
        if kind != 4 or not line.startswith(f"— {name} "):
            continue
        blob = base64.b64decode(line.rsplit(" ", 1)[1])
        if blob[:4] != key_id(name, kind, public) or len(blob) != 4 + 8 + 64:
            continue
        seconds = int.from_bytes(blob[4:12], "big")
        message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(public).verify(blob[12:], message)
        except InvalidSignature:
            return False
        return abs(now - seconds) < 600
    return False


class Log:
    """A log of our own: RFC 6962 as it is written there, and a key."""

    def __init__(self, origin):
        self.origin, self.leaves = origin, []
        self.key = ed25519.Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def verifier_key(self):
        return f"{self.origin}+{key_id(self.origin, 1, self.public).hex()}+" \
            + base64.b64encode(b"\x01" + self.public).decode()

    def grow(self, count, seed):
        self.leaves += [hashlib.sha256(b"\x00" + f"{seed} {len(self.leaves) + i}".encode()).digest() for i in range(count)]

    def root(self, leaves=None):
        leaves = self.leaves if leaves is None else leaves
        if len(leaves) < 2:
            return leaves[0] if leaves else hashlib.sha256().digest()
        split = 1 << (len(leaves) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + self.root(leaves[:split]) + self.root(leaves[split:])).digest()

    def proof(self, old, leaves=None, whole=True):
        """SUBPROOF of RFC 6962 §2.1.2."""
        leaves = self.leaves if leaves is None else leaves
        if old == len(leaves):
            return [] if whole else [self.root(leaves)]
        split = 1 << (len(leaves) - 1).bit_length() - 1
        if old <= split:
            return self.proof(old, leaves[:split], whole) + [self.root(leaves[split:])]
        return self.proof(old - split, leaves[split:], False) + [self.root(leaves[:split])]

    def note(self, origin=None, key=None):
        origin = origin or self.origin
        text = f"{origin}\n{len(self.leaves)}\n{base64.b64encode(self.root()).decode()}\n"
        signature = key_id(origin, 1, self.public) + (key or self.key).sign(text.encode())
        return f"{text}\n— {origin} {base64.b64encode(signature).decode()}\n"

    def request(self, old, proof=None, note=None):
        proof = (self.proof(old) if 0 < old <= len(self.leaves) else []) if proof is None else proof
        lines = "".join(base64.b64encode(part).decode() + "\n" for part in proof)
        return f"old {old}\n{lines}\n{note or self.note()}"


class Witness:
    """`huimin log witness` on a free port."""

    def __init__(self, binary, folder, log_key, name="department.example/witness"):
        self.arguments = [binary, "log", "witness", "--name", name, "--log", log_key, "--data", folder,
                          "--listen", "127.0.0.1:0", "--log-level", "critical"]
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.arguments, stdout=subprocess.PIPE, text=True)
        self.address, self.key = self.process.stdout.readline().strip(), self.process.stdout.readline().strip()

    def add(self, body):
        request = urllib.request.Request(self.address + "/add-checkpoint", body.encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode(), answer.headers.get_content_type()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode(), refusal.headers.get_content_type()

    def close(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(20)


def check_witness(tally, binary):
    """The protocol from outside: a log in Python, a witness of ours."""
    log = Log("log.example/of-python")
    with scratch("witness") as folder:
        witness = Witness(binary, folder, log.verifier_key)
        try:
            for size, old in [(1, 0), (7, 1), (300, 7), (300, 300)]:
                log.grow(size - len(log.leaves), "sound")
                status, body, _ = witness.add(log.request(old))
                tally.check(status == 200, f"{old} → {size} is cosigned: {status}")
                tally.check(cosigned(log.note() + body, witness.key, time.time()), f"the cosignature over {size} holds")
                tally.check(not cosigned(log.note().replace("\n300\n", "\n301\n") + body, witness.key, time.time())
                            or size != 300, "and over nothing else")
            before, key = log.leaves[:], witness.key
            witness.close(signal.SIGKILL)
            witness.start()
            tally.check(witness.key == key, "the key stays")
            log.grow(20, "more")
            refusals = [
                ("not what it cosigned last", log.request(7), 409, "300\n"),
                ("nothing known", log.request(0), 409, "300\n"),
                ("a step back", log.request(400, proof=[]), 400, None),
                ("a wrong proof", log.request(300, proof=log.proof(300)[:-1] + [bytes(32)]), 422, None),
                ("no proof", log.request(300, proof=[]), 422, None),
                ("another log", log.request(300, note=log.note(origin="other.example")), 404, None),
                ("another's signature", log.request(300, note=log.note(key=ed25519.Ed25519PrivateKey.generate())), 403, None),
                ("no request", "old\n\n", 400, None),
            ]
            for what, body, expected, answer in refusals:
                status, text, kind = witness.add(body)
                tally.check(status == expected, f"{what}: {status}")
                tally.check(answer is None or (text, kind) == (answer, "text/x.tlog.size"), f"{what}: {text!r} {kind}")
            fork = Log(log.origin)
            fork.key, fork.public = log.key, log.public
            fork.grow(300, "fork")
            tally.check(witness.add(fork.request(300))[0] == 409, "a fork of the same size")
            fork.grow(100, "fork")
            tally.check(witness.add(fork.request(300))[0] == 422, "a fork that has grown")
            tally.check(witness.add(log.request(300))[0] == 200, "and the log itself goes on")
            tally.check(len(before) == 300, "nothing was rewritten here")
            digits = hashlib.sha256(log.origin.encode()).hexdigest()
            with urllib.request.urlopen(f"{witness.address}/{digits}/checkpoint", timeout=10) as shown:
                note = shown.read().decode()
            tally.check(note.startswith(log.note()) and cosigned(note, witness.key, time.time()), "what it cosigned last")
        finally:
            witness.close()


def entries(city, size):
    result = []
    for index in range(0, size, 256):
        width = min(256, size - index)
        name = f"tile/entries/{index // 256:03d}" + (f".p/{width}" if width < 256 else "")
        data = open(os.path.join(city.data, "log", name), "rb").read()
        while data:
            length = int.from_bytes(data[:2], "big")
            result.append(data[2:2 + length])
            data = data[2 + length:]
    return result


def witnessed(resident):
    """The last checkpoint with a quorum, and its size."""
    try:
        note = resident.get("/log/checkpoint.witnessed").decode()
    except urllib.error.HTTPError:
        return "", 0
    return note, int(note.split("\n")[1])


def check_city(tally, city, resident):
    """Three witnesses of a running city, and how far behind they are."""
    lags, signed = [], lambda: int(resident.get("/log/checkpoint").decode().split("\n")[1])
    resident.granted_certificate()
    for account in city.accounts[1:6]:
        before, other, deadline = signed(), Resident(city), time.time() + 20
        other.sign_in(account)
        other.draft_of("高龄津贴")
        while signed() <= before and time.time() < deadline:
            time.sleep(0.005)
        size, begun = signed(), time.time()
        while witnessed(resident)[1] < size and time.time() < deadline:
            time.sleep(0.005)
        lags.append(time.time() - begun)
    time.sleep(0.5)
    print(f"witnessed {max(lags) * 1000:.0f} ms after it was signed, at most", flush=True)
    note, size = witnessed(resident)
    keys = resident.get("/log/witnesses").decode().splitlines()
    tally.check(keys[0] == "quorum 2" and len(keys) == 4, "three witnesses, two of whom are needed")
    signed = [key for key in keys[1:] if cosigned(note, key, time.time())]
    tally.check(len(signed) >= 2, f"{len(signed)} cosignatures under {size} entries")
    tally.check(max(lags) < 1, f"the witnesses are behind by {max(lags):.3f} s")
    return note, size


def check_pymerkle(tally, city, note, size):
    """Another implementation of RFC 9162 builds the same tree and believes the same proofs."""
    tree = InmemoryTree(algorithm="sha256")
    hasher = MerkleHasher("sha256")
    all_entries = entries(city, size)
    for entry in all_entries:
        tree.append_entry(entry)
    root = base64.b64decode(note.split("\n")[2])
    tally.check(tree.get_state() == root, "pymerkle gives the signed root")
    generator = random.Random(7)
    for _ in range(20):
        index, old = generator.randrange(size), generator.randrange(1, size + 1)
        verify_inclusion(hasher.hash_buff(all_entries[index]), root, tree.prove_inclusion(index + 1, size))
        verify_consistency(tree.get_state(old), root, tree.prove_consistency(old, size))
    tally.check(True, "its proofs lead to the signed root")


def run(binary, *arguments):
    return subprocess.run([binary, "log", *arguments], capture_output=True, text=True)


def check_commands(tally, city, resident):
    """verify, monitor, audit and verify-case on the city's files, sound and changed."""
    key = resident.get("/log/key").decode().strip()
    binary, log, state = city.binary, city.address + "/log", os.path.join(city.data, "state")
    monitor = ["monitor", log, "--key", key, "--witnesses", log + "/witnesses", "--state", state, "--once"]
    for _ in range(2):
        done = run(binary, *monitor)
        tally.check(done.returncode == 0, "monitor: " + done.stderr)
    mirror = os.path.join(city.data, "mirror")
    shutil.copytree(os.path.join(city.data, "log"), mirror)
    done = run(binary, *monitor, "--mirror", mirror)
    tally.check(done.returncode == 0, "monitor with a mirror: " + done.stderr)
    done = run(binary, "audit", "--data", city.data)
    tally.check(done.returncode == 0 and "账实相符" in done.stdout, "audit: " + done.stdout + done.stderr)
    case = re.search(r"/cases/([0-9a-f-]{36})", resident.get("/cases").decode()).group(1)
    proof = os.path.join(city.data, "case.json")
    for _ in range(50):
        try:
            document = json.loads(resident.get(f"/cases/{case}/proof"))
            break
        except urllib.error.HTTPError:
            time.sleep(0.1)
    with open(proof, "w") as file:
        json.dump(document, file)
    done = run(binary, "verify-case", proof, "--key", key, "--witnesses", log + "/witnesses")
    tally.check(done.returncode == 0, "verify-case: " + done.stderr)
    previous = bytes(32)
    for event in document["events"]:
        stored = base64.b64decode(event["bytes"])
        tally.check(json.loads(stored)["prev"] == previous.hex(), "each event holds the commitment of the one before")
        previous = hashlib.sha256(b"huimin/event/v1\n" + bytes.fromhex(event["salt"]) + stored).digest()
    for index in range(len(document["events"])):
        mutant = dict(document, events=document["events"][:index] + document["events"][index + 1:])
        with open(proof, "w") as file:
            json.dump(mutant, file)
        tally.check(run(binary, "verify-case", proof, "--key", key).returncode == 1, f"without event {index + 1}")


def check_go(tally, city, note, size, keys):
    """golang.org/x/mod/sumdb reads our notes, tiles and proofs, and refuses what was changed."""
    if not shutil.which("go"):
        print("skipped: go not present (apt-get install golang-go golang-golang-x-mod-dev)", flush=True)
        return
    with scratch("sumdb") as folder:
        environment = os.environ | {
            "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": os.path.join(folder, "cache"),
            "GOFLAGS": ""}
        program = os.path.join(folder, "sumdb")
        built = subprocess.run(["go", "build", "-o", program, str(GO / "main.go")], env=environment,
                               capture_output=True, text=True)
        tally.check(built.returncode == 0, "the Go program is built: " + built.stderr)
        done = subprocess.run([program, os.path.join(city.data, "log"), keys], capture_output=True, text=True)
        tally.check(done.returncode == 0, "sumdb: " + done.stdout + done.stderr)
        print(done.stdout.strip(), flush=True)


def main():
    binary = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/debug/huimin")
    tally = Tally()
    check_witness(tally, binary)
    city = City(binary)
    try:
        resident = Resident(city)
        resident.sign_in(city.accounts[0])
        note, size = check_city(tally, city, resident)
        check_pymerkle(tally, city, note, size)
        check_commands(tally, city, resident)
        check_go(tally, city, note, size, resident.get("/log/key").decode().strip())
    finally:
        city.close()
    tally.close()


main()
