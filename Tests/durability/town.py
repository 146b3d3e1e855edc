"""People who apply, save drafts and read, over HTTP, while the ground shakes; and what each of them was told."""
import http.client
import json
import random
import re
import sys
import threading
import time
import urllib.error
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser"), str(HERE.parent / "foreign")]
from client import Client  # noqa: E402

# What a client sees of a server that is not there, or whose database is not.
LOST = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError, OSError)


def finish(tally, figure):
    """The counts, and what was measured as the last line."""
    print(f"{tally.passed} passed, {len(tally.failures)} failed", flush=True)
    print(figure, flush=True)
    sys.exit(1 if tally.failures else 0)


class NoAnswer(Exception):
    """Nobody knows whether it was done."""


class Person:
    def __init__(self, resident):
        self.resident, self.token = resident, None
        # A key and body that wait for an answer; what was answered; a draft, what was typed in it and how much is kept.
        self.pending, self.case, self.draft, self.typed, self.kept = None, None, None, [], 0


class Town:
    """All clients together. `address` moves when the server is started again."""

    def __init__(self, residents, seed, tally):
        self.random, self.tally, self.seed = random.Random(seed), tally, seed
        self.elders = [Person(r) for r in residents if r.is_elder]
        self.others = [Person(r) for r in residents if not r.is_elder]
        self.address, self.answered, self.drafting, self.unanswered, self.reads = None, [], [], 0, 0
        self.stop, self.lock, self.threads = threading.Event(), threading.Lock(), []

    # One request; a 503 is an answer only in so far as it says "later".
    def send(self, person, method, path, body=None, **options):
        try:
            answer = Client(self.address, person and person.token).send(method, path, body, **options)
        except LOST as fault:
            raise NoAnswer(str(fault)) from fault
        if answer.status == 503:
            raise NoAnswer("503")
        return answer

    def sign_in(self, person):
        who = {"name": person.resident.name, "residentID": person.resident.number}
        challenge = self.send(None, "POST", "/api/v1/session-challenges", who)
        if challenge.status not in (200, 201):
            raise NoAnswer(f"challenge {challenge.status}")
        deadline, phone = time.time() + 10, person.resident.phone
        shown = re.escape(phone[:3] + "****" + phone[-4:])
        while time.time() < deadline:
            page = self.send(None, "GET", "/sandbox/inbox", headers={"Accept-Language": "zh-CN"}).body.decode()
            found = re.search(shown + r"[^*]{0,200}?验证码是 (\d{6})", re.sub(r"<[^>]+>", " ", page))
            if found:
                break
            time.sleep(0.05)
        else:
            raise NoAnswer("no code came")
        answer = self.send(None, "POST", "/api/v1/session", {"challenge": challenge.json["challenge"], "code": found.group(1)})
        if answer.status not in (200, 201):
            raise NoAnswer(f"session {answer.status}")
        person.token = answer.json["token"]

    def apply(self, person):
        """高龄津贴; the same key and body until there is an answer."""
        person.pending = person.pending or (str(uuid.UUID(int=self.random.getrandbits(128))),
                                            {"item": "0007", "answers": [], "declaration": True})
        key, body = person.pending
        answer = self.send(person, "POST", "/api/v1/cases", body, headers={"Idempotency-Key": key})
        if answer.status == 422 and answer.json.get("field") == "发放账户":
            # Without a social security card: a person will look at the account that is typed.
            person.pending = (key + "-typed", body | {"answers": [{"field": "发放账户", "value": "6228480000000001"}]})
            return
        self.tally.check(answer.status == 201, f"an application: {answer.status} {answer.body[:200]}")
        if answer.status != 201:
            person.pending = None
            return
        if person.case and person.case["number"] != answer.json["number"]:
            self.tally.check(False, f"one key, two cases: {person.case['number']} and {answer.json['number']}")
        person.case, person.pending = answer.json, None
        with self.lock:
            if person not in self.answered:
                self.answered.append(person)

    def save(self, person):
        """临时救助: a draft, saved once more."""
        if person.draft is None:
            person.draft = self.send(person, "POST", "/api/v1/drafts", {"item": "0021"}).json["id"]
        text = f"第 {len(person.typed) + 1} 次补充"
        person.typed.append(text)
        answer = self.send(person, "PUT", f"/api/v1/drafts/{person.draft}/answers",
                           {"answers": [{"field": "情况说明", "value": text}]})
        self.tally.check(answer.status == 200, f"a draft: {answer.status} {answer.body[:200]}")
        if answer.status == 200:
            person.kept = len(person.typed)

    def read(self, person):
        answer = self.send(person, "GET", "/api/v1/cases/" + person.case["id"])
        self.tally.check(answer.status == 200 and answer.json["number"] == person.case["number"], "a case is read back")
        self.reads += 1

    # What is in front of a client: mostly applications, then drafts and reading.
    def step(self, dice):
        with self.lock:
            choice = dice.random()
            if choice < 0.5 and self.elders:
                person, act = self.elders.pop(0), self.apply
            elif choice < 0.85:
                fresh = self.others.pop(0) if self.others and (len(self.drafting) < 12 or dice.random() < 0.1) else None
                person, act = fresh or (self.drafting.pop(dice.randrange(len(self.drafting))) if self.drafting else None), self.save
            else:
                person, act = (dice.choice(self.answered) if self.answered else None), self.read
        if person is None:
            return
        try:
            if person.token is None:
                self.sign_in(person)
            act(person)
        except NoAnswer:
            self.unanswered += 1
            time.sleep(0.1)
        finally:
            with self.lock:
                if act == self.save:
                    self.drafting.append(person)
                elif act == self.apply and person.case is None:
                    # What has been sent is asked again at once, with the same key. Who could not sign in stands behind the
                    # others: codes of one account are limited, and would keep every client busy.
                    self.elders.insert(0 if person.pending else len(self.elders), person)

    def begin(self, clients=6):
        self.stop.clear()

        def run(dice):
            while not self.stop.is_set():
                self.step(dice)

        self.threads = [threading.Thread(target=run, args=(random.Random(self.random.random()),)) for _ in range(clients)]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def close(self):
        """Whoever still waits for an answer asks once more."""
        for person in [p for p in self.elders if p.pending]:
            while person.pending:
                self.apply(person)
            self.elders.remove(person)

    def check(self, when, people=None, certificates=True):
        """All that was answered is there, and can be checked by anybody; drafts hold the last that was kept."""
        people = self.answered if people is None else people
        for person in people:
            found = self.send(person, "GET", "/api/v1/cases/" + person.case["id"])
            held = found.status == 200 and (found.json["number"], found.json["status"]) == (person.case["number"], person.case["status"])
            self.tally.check(held, f"{when}: case {person.case['number']} was answered, now {found.status}")
            if not held or person.case["status"] != "granted" or not certificates:
                continue
            own = self.send(person, "GET", "/api/v1/certificates/" + found.json["certificateID"])
            public = self.send(None, "GET", "/api/v1/verification/" + own.json.get("token", "0"))
            self.tally.check(public.status == 200 and public.json.get("isValid") is True,
                             f"{when}: the certificate of {person.case['number']} opens publicly: {public.status} {public.body[:120]}")
            listed = self.send(person, "GET", "/api/v1/cases").json["cases"]
            self.tally.check(len(listed) == 1, f"{when}: {len(listed)} cases from one application")
        for person in [p for p in self.drafting if p.draft and p.kept]:
            found = self.send(person, "GET", "/api/v1/drafts/" + person.draft)
            said = next((a["value"] for a in found.json.get("answers", []) if a["field"] == "情况说明"), None)
            self.tally.check(said in person.typed[person.kept - 1:], f"{when}: a draft holds {said}, kept was {person.typed[person.kept - 1]}")
