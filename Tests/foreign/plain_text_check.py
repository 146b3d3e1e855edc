"""A scripted day on a real server, with names, numbers, phones, accounts and words that occur nowhere else; then every byte that the
server kept or said is searched for them: database, write-ahead log, public log, standard output and error, metrics.

    plain_text_check.py BINARY
"""
import base64
import html.parser
import http.cookiejar
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from harness import Postgres, Tally  # noqa: E402
from scratch import scratch  # noqa: E402

NAME, PHONE, ACCOUNT = "司徒标记瓒璘翯", "15498761234", "6222998877665544332"
MARKERS = {
    "name": NAME, "phone": PHONE, "account": ACCOUNT, "corrected phone": "15491357924", "corrected name": "司徒更正瓒璘翯",
    "typed account": "6222113355779922446", "wrong name": "冒名标记邯郸淳甫", "wrong number": "339902194305019999",
    "free text": "厨房标记失火的经过写在这里", "opinion": "核实标记意见只给同事看", "correction": "补正标记请写门牌号",
    "search": "搜索标记我叫司徒瓒璘翯", "note": "答复标记已交到窗口",
    "kept": "登录过期标记后来才交的话",
}


class Forms(html.parser.HTMLParser):
    """The forms of a page with their fields, as a browser without scripts would send them."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.form, self.area = [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.form = {"action": attributes.get("action", ""), "fields": []}
            self.forms.append(self.form)
        if self.form is None or not attributes.get("name"):
            return
        kind = attributes.get("type", "text")
        if tag == "input" and kind in ("hidden", "text", "tel", "number") or (kind in ("radio", "checkbox") and "checked" in attributes):
            self.form["fields"].append((attributes["name"], attributes.get("value", "")))
        if tag == "textarea":
            self.form["fields"].append((attributes["name"], ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


class Person:
    """Somebody with a browser."""

    def __init__(self, server):
        self.server, self.page, self.address, self.status = server, "", "", 0
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https"))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar(policy)))

    def go(self, path, fields=None, **headers):
        url = path if path.startswith("http") else self.server.address + path
        data = None if fields is None else urllib.parse.urlencode(fields).encode()
        try:
            answer = self.opener.open(urllib.request.Request(url, data, headers={"Accept-Language": "zh-CN"} | headers), timeout=30)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            self.page, self.status = answer.read().decode(errors="replace"), answer.status
            self.address = urllib.parse.urlparse(answer.geturl()).path
        return self

    def send(self, ending, **changes):
        """Sends the form whose address ends so, with some fields changed."""
        form = next((f for f in Forms(self.page).forms if f["action"].split("?")[0].endswith(ending)), None)
        if form is None:
            raise SystemExit(f"no form {ending} on {self.address}: {[f['action'] for f in Forms(self.page).forms]}")
        fields = [(name, value) for name, value in form["fields"] if name not in changes]
        return self.go(form["action"] or self.address, fields + list(changes.items()))

    def code(self):
        inbox = Person(self.server).go("/sandbox/inbox").page
        return re.search(r"验证码是\s*(\d{6})", inbox).group(1)

    def sign_in(self, path="/sign-in", **fields):
        self.go(path).send(path, **fields)
        if self.status == 200 and 'name="code"' in self.page:
            self.send(path + "/code", code=self.code())
        return self


class Server:
    """`huimin serve --demo` that says all it can say."""

    def __init__(self, binary, database=None):
        self.folders = [scratch("plain"), scratch("said")]
        self.data, self.said = (folder.name for folder in self.folders)
        departments = self.data + "/departments"
        subprocess.run([binary, "city", "generate", "--people", "120", "--out", departments], check=True, stdout=subprocess.DEVNULL)
        self.number = self.mark(departments)
        self.process = subprocess.Popen(
            [binary, "serve", "--demo", "--data", self.data, "--listen", "127.0.0.1:0", "--city", str(ROOT / "City"),
             "--log-level", "trace"] + (["--database", database] if database else []),
            stdout=open(self.said + "/out", "wb"), stderr=open(self.said + "/err", "wb"))
        deadline, self.address = time.time() + 60, None
        while time.time() < deadline and self.process.poll() is None and not self.address:
            time.sleep(0.1)
            ready = re.search(r"http://127\.0\.0\.1:\d+", open(self.said + "/out").read())
            self.address = ready and ready.group(0)
        if not self.address:
            raise SystemExit("the server did not start: " + open(self.said + "/err").read()[-2000:])

    @staticmethod
    def mark(departments):
        """Gives somebody of more than eighty, with sound records and no allowance yet, the marked name, phone and account."""
        people = sqlite3.connect(departments + "/gongan/gongan.sqlite")
        cards = sqlite3.connect(departments + "/renshe/renshe.sqlite")
        benefits = sqlite3.connect(departments + "/minzheng/minzheng.sqlite")
        known = {row[0] for row in benefits.execute("SELECT sfzh FROM jljt UNION SELECT sfzh FROM shjz")}
        demo = json.dumps(json.load(open(departments + "/city.json")))
        for (number,) in people.execute(
                "SELECT gmsfhm FROM t_czrk WHERE swbs = '0' AND csrq BETWEEN '19280101' AND '19451231' AND length(lxdh) = 11 "
                "AND gxsj > '2026' AND hjdz_qh LIKE '3399%' AND csrq = substr(gmsfhm, 7, 8) GROUP BY gmsfhm HAVING COUNT(*) = 1").fetchall():
            card = cards.execute("SELECT COUNT(*), MIN(account_holder_id) FROM ss_card WHERE holder_id = ? AND status = 'ACTIVE'",
                                 (number,)).fetchone()
            if number not in known and number not in demo and card == (1, number):
                people.execute("UPDATE t_czrk SET xm = ?, lxdh = ? WHERE gmsfhm = ?", (NAME, PHONE, number))
                cards.execute("UPDATE ss_card SET holder_name = ?, account_name = ?, bank_account = ? WHERE holder_id = ?",
                              (NAME, NAME, ACCOUNT, number))
                people.commit()
                cards.commit()
                return number
        raise SystemExit("nobody of the sample city fits")

    def figure(self, name):
        text = urllib.request.urlopen(self.address + "/metrics").read().decode()
        return float(re.search(rf"^{name} (\S+)$", text, re.M).group(1))

    def settle(self):
        """Until everything is delivered and has its place in the log."""
        deadline = time.time() + 30
        while time.time() < deadline and (self.figure("huimin_outbox_waiting") or self.figure("huimin_log_unsequenced")):
            time.sleep(0.2)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(30)

    def remove(self):
        self.stop()
        for folder in self.folders:
            folder.cleanup()


def strangers(tally, server):
    """Bad input of every kind, with what must not be kept in it."""
    nobody, quoted = Person(server), urllib.parse.quote
    nobody.go("/search?q=" + quote_all(MARKERS["search"]))
    tally.check(nobody.status == 200, "a search")
    for path in ("/v/", "/cases/", "/s/", "/certificates/", "/status/", "/log/", "/"):
        for secret in (server.number, NAME):
            nobody.go(path + quoted(secret))
    nobody.go("/?name=" + quoted(NAME), **{"User-Agent": "phone " + PHONE, "Referer": "https://x.example/" + server.number})
    nobody.go("/me", Cookie="__Host-session=" + server.number)
    client = Client(server.address)
    body = json.dumps({"name": NAME, "residentID": server.number, "phone": PHONE}, ensure_ascii=False).encode()
    for raw in (body, body[:-1], body.replace(b"name", b"naam"), b"\xff" + body, body * 20_000, b"[" * 5_000 + body):
        client.send("POST", "/api/v1/session-challenges", raw=raw)
        client.send("POST", "/api/v1/drafts", raw=raw, headers={"Authorization": "Bearer " + server.number})
    client.send("PUT", "/api/v1/drafts/" + server.number + "/answers", raw=body)
    client.send("BREW", "/" + quoted(NAME))
    visitor = Person(server)
    for name, number in ((MARKERS["wrong name"], server.number), (NAME, MARKERS["wrong number"]), (NAME, server.number[:-1]), ("", server.number)):
        visitor.go("/sign-in").send("/sign-in", name=name, residentID=number)
    visitor.go("/sign-in/code", {"code": PHONE, "token": NAME})


def quote_all(text):
    return "".join(f"%{byte:02X}" for byte in text.encode())


def resident(tally, server):
    """She signs in at the third try, is granted one thing, and asks for another that a person decides."""
    person = Person(server).go("/sign-in").send("/sign-in", name=NAME, residentID=server.number)
    for wrong in ("000000", server.number, PHONE):
        person.send("/sign-in/code", code=wrong)
        tally.check("验证码不对" in person.page, "a wrong code is refused")
    person.send("/sign-in/code", code=person.code())
    tally.check(person.go("/me").status == 200 and "司*****翯" in person.page, f"signed in: {person.status}")
    person.go("/s/0007/drafts")
    draft = person.address
    person.send(draft)
    person.go(draft + "/review").send(draft + "/submission", declaration="yes")
    tally.check("/cases/" in person.address, f"applied: {person.address}")
    case = person.address
    server.settle()
    person.go("/me")
    certificate = re.search(r"/certificates/[0-9a-f-]{36}", person.page)
    tally.check(certificate, "granted with a certificate")
    if certificate:
        person.go(certificate.group(0))
        tally.check(NAME in person.page, "the certificate names her")
        check = re.search(r"/v/[0-9a-f]{32}", person.page).group(0)
        Person(server).go(check)
        person.go(certificate.group(0) + "/file")
    person.go(case + "/rating").send("/rating", level="5", comment=MARKERS["note"])
    return person


def program(tally, server):
    """The same person through the interface: a draft with corrections, decided by people."""
    me = Client(server.address).sign_in((NAME, server.number))
    draft = me.post("/api/v1/drafts", {"item": "0021"}, headers={"Idempotency-Key": "key-" + server.number}).json
    path = "/api/v1/drafts/" + draft["id"]
    answers = {"困难原因": "火灾", "是否紧急": "true", "共同生活人数": "3", "情况说明": MARKERS["free text"],
               "联系电话": MARKERS["corrected phone"], "发放账户": MARKERS["typed account"]}
    gaps = [gap["field"] for gap in draft["gaps"]]
    me.send("PUT", path + "/answers", {"answers": [{"field": name, "value": answers[name]} for name in gaps if name in answers]})
    disputes = [{"field": "姓名", "correction": MARKERS["corrected name"]}, {"field": "联系电话", "correction": MARKERS["corrected phone"]}]
    disputed = me.send("PUT", path + "/disputes", {"disputes": disputes})
    tally.check(disputed.status == 200, f"disputes: {disputed.status} {disputed.body[:200]}")
    case = me.post(path + "/submission", {"declaration": True}, headers={"Idempotency-Key": "send-" + NAME.encode().hex()})
    tally.check(case.status == 201, f"submitted: {case.status} {case.body[:300]}")
    server.settle()
    inbox = Person(server).go("/sandbox/inbox").page
    me.send("DELETE", "/api/v1/session")
    return inbox


def too_late(tally, server):
    """Her session has ended when she sends a form: what she typed waits on the server, at this very moment too."""
    person = Person(server).sign_in("/sign-in", name=NAME, residentID=server.number).go("/s/0018/drafts")
    draft = person.address
    session = next(cookie.value for handler in person.opener.handlers if isinstance(handler, urllib.request.HTTPCookieProcessor)
                   for cookie in handler.cookiejar if cookie.name == "__Host-session")
    Client(server.address, session).send("DELETE", "/api/v1/session")
    person.send(draft, **{"fact.用途": MARKERS["kept"]})
    tally.check(person.address == "/sign-in" and "登录时间到了" in person.page, f"the session has ended: {person.address}")


def officers(tally, server):
    clerk = Person(server).sign_in("/staff/sign-in", name="周敏", staffID="JD01")
    clerk.go("/desk?scope=office")
    link = re.search(r'href="(/desk/cases/[0-9a-f-]{36})', clerk.page)
    tally.check(link, f"the desk shows the case: {clerk.status}")
    if not link:
        return
    clerk.go(link.group(1))
    tally.check(MARKERS["free text"] in clerk.page, "the officer reads what she wrote")
    clerk.send("/claim")
    clerk.send("/stage", **{"note.opinion": MARKERS["opinion"]})
    tally.check(clerk.status == 200, f"a stage: {clerk.status}")
    clerk.go(link.group(1)).send("/claim")
    clerk.send("/correction", **{"note.correction": MARKERS["correction"], "field.情况说明": "yes"})
    tally.check(clerk.status == 200, f"a correction: {clerk.status}")


def encodings(text):
    """How a text could stand in a file."""
    raw = text.encode()
    yield "as it is", raw
    yield "UTF-16", text.encode("utf-16-le")
    yield "hexadecimal", raw.hex().encode()
    yield "HEXADECIMAL", raw.hex().upper().encode()
    yield "percent-encoded", quote_all(text).encode()
    if not text.isascii():
        yield "percent-encoded, lower case", quote_all(text).lower().encode()
        yield "JSON escapes", json.dumps(text)[1:-1].encode()
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + raw)
        # The characters that the neighbours do not touch.
        kept = whole[(0, 2, 3)[shift]:len(whole) - 4]
        yield f"base64 at {shift}", kept
        yield f"base64url at {shift}", kept.replace(b"+", b"-").replace(b"/", b"_")


def findings(folders, markers, extra=()):
    """Where a marker stands: its name, how it is written, the file."""
    patterns = [(name, how, pattern) for name, text in markers.items() for how, pattern in encodings(text)]
    found, size = [], 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            # The departments' own systems are not ours.
            if not path.is_file() or "departments" in path.parts:
                continue
            try:
                content = path.read_bytes()
            except OSError:
                continue
            size += len(content)
            found += [(name, how, str(path)) for name, how, pattern in patterns if pattern in content]
    for title, content in extra:
        found += [(name, how, title) for name, how, pattern in patterns if pattern in content]
    return found, size


def search_finds(tally):
    """The search itself: what stands in a file is found, however it is written."""
    with scratch("canary") as folder:
        finds_canaries(tally, folder)


def finds_canaries(tally, folder):
    for name, text in MARKERS.items():
        for how, pattern in encodings(text):
            Path(folder, "canary").write_bytes(b"\x00\x7f" * 50 + pattern + b"\xff")
            found, _ = findings([folder], {name: text})
            tally.check(any(f[1] == how for f in found), f"a canary is found: {name} {how}")
    for shift in range(3):
        Path(folder, "canary").write_bytes(base64.b64encode(b"x" * shift + NAME.encode() + b"yz"))
        tally.check(findings([folder], {"name": NAME})[0], f"a canary is found in base64 at {shift}")


def day(tally, binary, database=None, folders=()):
    title = "postgres" if database else "sqlite"
    server = Server(binary, database)
    try:
        strangers(tally, server)
        person = resident(tally, server)
        inbox = program(tally, server)
        tally.check("临时救助" in inbox and MARKERS["corrected phone"][-4:] in inbox, f"{title}: a notice goes to the corrected phone")
        officers(tally, server)
        too_late(tally, server)
        person.go("/me/reads")
        tally.check(person.status == 200 and "人口信息" in person.page, f"{title}: she sees who read her data")
        server.settle()
        metrics = urllib.request.urlopen(server.address + "/metrics").read()
        tally.check(server.figure("huimin_log_entries") > 5, f"{title}: the day stands in the log")
        markers = MARKERS | {"number": server.number}
        # Twice: while it runs, with its write-ahead log, and as it is left behind by a crash.
        for moment in ("running", "killed"):
            if moment == "killed":
                server.stop(signal.SIGKILL)
            if not database:
                with sqlite3.connect(f"file:{server.data}/huimin.sqlite?mode=ro", uri=True) as rows:
                    kept = rows.execute("SELECT COUNT(*) FROM kept_form").fetchone()[0]
                rows.close()
                tally.check(kept == 1, f"{title}, {moment}: a form is kept: {kept}")
            found, size = findings([server.data, server.said, *folders], markers, [("metrics", metrics)])
            tally.check(not found, f"{title}, {moment}: {len(found)} findings: {found[:8]}")
            files = [path.name for path in Path(server.data).rglob("*") if path.is_file() and "departments" not in path.parts]
            print(f"{title}, {moment}: {size} bytes in {len(files)} files, {len(markers)} markers", flush=True)
        tally.check(size > 100_000, f"{title}: there was something to search")
        said = open(server.said + "/err").read()
        tally.check(said.count("\n") > 20, f"{title}: the log said something: {said.count(chr(10))} lines")
    finally:
        server.remove()


def main():
    tally, binary = Tally(), sys.argv[1]
    search_finds(tally)
    day(tally, binary)
    postgres = Postgres()
    if postgres.is_installed:
        try:
            day(tally, binary, postgres.new_database(), [postgres.url.split("host=")[1]])
        finally:
            postgres.stop()
    else:
        print("skipped: PostgreSQL is not installed", flush=True)
    tally.close()


if __name__ == "__main__":
    main()
