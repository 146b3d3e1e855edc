"""Bad input of every kind, at the pages and at the interface: each gets its status and a clear message, in Chinese and in
English, and what was saved before is still there after every single one.

    bad_input_check.py BINARY
"""
import json
import sqlite3
import sys
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Browser, Client  # noqa: E402
from harness import Server, Tally  # noqa: E402

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NOBODY = "018f0000-0000-7000-8000-000000000000"


class World:
    """A resident with a saved draft, another resident with a case, two officers of different offices."""

    def __init__(self, server):
        self.server = server
        anonymous = Client(server.address)
        account, stranger = server.account("账户在本人名下"), server.account("九十岁档")
        self.account = account
        self.me, self.other = anonymous.sign_in(account), anonymous.sign_in(stranger)
        self.browser = Browser(server.address).sign_in(account)
        self.mine = self.me.apply("0007", decideBy="person").json["id"]
        self.theirs = self.other.apply("0007").json["id"]
        self.certificate = self.other.get("/api/v1/certificates").json["certificates"][0]["id"]
        self.street = anonymous.sign_in_officer("周敏", "JD01")
        self.police = anonymous.sign_in_officer("白雪梅", "GA03")
        self.draft = self.me.post("/api/v1/drafts", {"item": "0018"}).json["id"]
        self.me.send("PUT", f"/api/v1/drafts/{self.draft}/answers", {"answers": [{"field": "用途", "value": "其他"}]})
        self.dated = self.me.post("/api/v1/drafts", {"item": "0012"}).json["id"]

    def move(self, address):
        """The server came back at another address."""
        for one in (self.me, self.other, self.browser, self.street, self.police):
            one.address = address

    def is_draft_there(self):
        answers = self.me.get(f"/api/v1/drafts/{self.draft}").json["answers"]
        return answers == [{"field": "用途", "value": "其他"}]


def page_rows(world):
    """(what, method, path, body, headers, status, Chinese, English)"""
    draft, token = f"/drafts/{world.draft}", "token=" + world.browser.token

    def form(text):
        return f"{token}&{text}".encode()

    return [
        ("a wrong check digit", "POST", "/sign-in", form("name=王秀英&residentID=339902194305223084"), {}, 422, "校验", "check"),
        ("a day that never was", "POST", "/sign-in", form("name=王秀英&residentID=339902194302303086"), {}, 422, "出生日期", "birth"),
        ("too short a number", "POST", "/sign-in", form("name=王秀英&residentID=3399"), {}, 422, "18", "18"),
        ("no name", "POST", "/sign-in", form("residentID=339902194305223084"), {}, 422, "请填写姓名", "Enter your name"),
        ("30 February in a form", "POST", f"/drafts/{world.dated}",
         form("fact.来本市居住日期.year=2024&fact.来本市居住日期.month=2&fact.来本市居住日期.day=30"), {}, 422, "日期", "date"),
        ("10 MB", "POST", draft, b"x" * 10_000_000, FORM, 413, "太大", "too large"),
        ("broken UTF-8 in a form", "POST", draft, token.encode() + b"&fact.x=%FF%FE", {}, 400, "认不出的字符", "cannot be read"),
        ("raw broken UTF-8 in a form", "POST", draft, token.encode() + b"&fact.x=\xc3\x28", {}, 400, "认不出的字符", "cannot be read"),
        ("NUL in a form", "POST", draft, token.encode() + b"&fact.x=a%00b", {}, 400, "认不出的字符", "cannot be read"),
        ("broken UTF-8 in a query", "GET", "/search?q=%E4%BD", None, {}, 400, "认不出的字符", "cannot be read"),
        ("NUL in a query", "GET", "/search?q=a%00", None, {}, 400, "认不出的字符", "cannot be read"),
        ("broken UTF-8 in a path", "GET", "/v/%FF", None, {}, 404, "没有找到这一页", "does not exist"),
        ("NUL in a path", "GET", "/drafts/%00", None, {}, 404, "没有找到这一页", "does not exist"),
        ("a forged form token", "POST", draft, b"token=" + b"0" * 64, {}, 403, "放得太久", "too old"),
        ("no form token", "POST", draft, b"x=1", {}, 403, "放得太久", "too old"),
        ("a form from another site", "POST", draft, form("x=1"), {"Sec-Fetch-Site": "cross-site"}, 403, "放得太久", "too old"),
        ("JSON to a page", "POST", draft, b"{}", {"Content-Type": "application/json"}, 415, "表单", "own form"),
        ("multipart to a page", "POST", draft, b"--x--", {"Content-Type": "multipart/form-data; boundary=x"}, 415, "表单", "own form"),
        ("another's case", "GET", f"/cases/{world.theirs}", None, {}, 404, "没有找到这个办件", "cannot find this case"),
        ("another's case, asked for a person", "POST", f"/cases/{world.theirs}/person", form(""), {}, 404, "没有找到这个办件", "cannot find this case"),
        ("another's draft", "GET", f"/drafts/{NOBODY}", None, {}, 404, "没有找到这份申请", "cannot find this application"),
        ("a case number that is none", "GET", "/cases/1%20OR%201", None, {}, 404, "没有找到这个办件", "cannot find this case"),
        ("an unknown page", "GET", "/no/such/page", None, {}, 404, "没有找到这一页", "does not exist"),
        ("an unknown service", "GET", "/s/9999", None, {}, 404, "没有这个事项", "no such service"),
        ("a wrong method", "PUT", "/me", b"x=1", {}, 405, "不能这样", "cannot be used"),
        ("an unknown method", "PROPFIND", "/me", None, {}, 405, "不能这样", "cannot be used"),
    ]


def pages(tally, world):
    for what, method, path, body, headers, status, chinese, english in page_rows(world):
        for language, words in (("zh-CN", chinese), ("en-GB", english)):
            sent = ({} if body is None else FORM) | headers | {"Accept-Language": language}
            before = world.browser.token
            answer = world.browser.send(method, path, body, sent)
            world.browser.token = before
            text = answer.body.decode()
            said = f"page, {what}, {language}: {answer.status}"
            tally.check(answer.status == status, f"{said}, not {status}")
            tally.check(words in text and "<main" in text, f"{said}: does not say {words!r}")
            tally.check(f'<html lang="{language[:2]}' in text, f"{said}: in another language")
            if status == 405:
                tally.check("GET" in (answer.headers["Allow"] or ""), f"{said}: Allow is {answer.headers['Allow']}")
        tally.check(world.is_draft_there(), f"page, {what}: the draft is there")


def api_rows(world):
    """(what, client, method, path, body or raw bytes, headers, status, code, field)"""
    me, other, street = world.me, world.other, world.street
    nobody, forged = Client(me.address), Client(me.address, "ab" * 32)
    drafts, cases, desk = "/api/v1/drafts", "/api/v1/cases", f"/api/v1/desk/cases/{world.mine}"
    deep = b'{"item":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    apply = {"item": "0007", "answers": [], "declaration": True}
    spent = {"Idempotency-Key": str(uuid.uuid4())}
    me.post(cases, apply, headers=spent)
    typed = {"Content-Type": "text/plain"}

    def card(name, number):
        return {"name": name, "residentID": number}

    def answers(field, value):
        return {"answers": [{"field": field, "value": value}]}

    return [
        ("a wrong check digit", nobody, "POST", "/api/v1/session-challenges", card("王", "339902194305223084"), {}, 422, None, "residentID"),
        ("a day that never was", nobody, "POST", "/api/v1/session-challenges", card("王", "339902194302303086"), {}, 422, None, "residentID"),
        ("a wrong code", nobody, "POST", "/api/v1/session", {"challenge": "0" * 64, "code": "123456"}, {}, 410, "identity.codeExpired", "code"),
        ("10 MB", me, "POST", drafts, b'{"item":"' + b"0" * 10_000_000 + b'"}', {}, 413, "request.bodyTooLarge", None),
        ("broken UTF-8", me, "POST", drafts, b'{"item":"00\xc3\x2807"}', {}, 400, None, None),
        ("NUL in a text", me, "PUT", f"{drafts}/{world.draft}/answers", answers("用途", "a\0b"), {}, 400, "api.unexpectedValue", "answers.0.value"),
        ("raw NUL", me, "POST", drafts, b'{"item":"0007\0"}', {}, 400, None, None),
        ("broken UTF-8 in a query", nobody, "GET", "/api/v1/search?q=%FF", None, {}, 400, "request.brokenText", None),
        ("NUL in a query", nobody, "GET", "/api/v1/search?q=a%00", None, {}, 400, "request.brokenText", None),
        ("NUL in a path", me, "GET", "/api/v1/cases/%00", None, {}, 404, "error.notFound", None),
        ("no session", nobody, "GET", cases, None, {}, 401, "request.notSignedIn", None),
        ("a forged token", forged, "GET", cases, None, {}, 401, "request.notSignedIn", None),
        ("a forged cookie", nobody, "GET", cases, None, {"Cookie": "__Host-session=" + "ab" * 32}, 401, "request.notSignedIn", None),
        ("half a token", Client(me.address, me.token[:32]), "GET", cases, None, {}, 401, "request.notSignedIn", None),
        ("a cookie without its form", nobody, "POST", drafts, {"item": "0007"}, {"Cookie": "__Host-session=" + me.token}, 403, "request.foreignForm", None),
        ("another's case", me, "GET", f"{cases}/{world.theirs}", None, {}, 404, "api.noSuchCase", None),
        ("another's timeline", me, "GET", f"{cases}/{world.theirs}/timeline", None, {}, 404, "api.noSuchCase", None),
        ("another's case, rated", me, "POST", f"{cases}/{world.theirs}/rating", {"stars": 5}, {}, 404, "api.noSuchCase", None),
        ("another's correction", me, "POST", f"{cases}/{world.theirs}/correction", {"answers": []}, {}, 404, "api.noSuchCase", None),
        ("another's draft", other, "PUT", f"{drafts}/{world.draft}/answers", answers("用途", "其他"), {}, 404, "api.noSuchDraft", None),
        ("another's draft, submitted", other, "POST", f"{drafts}/{world.draft}/submission", {"declaration": True}, {}, 404, "api.noSuchDraft", None),
        ("another's certificate", me, "GET", f"/api/v1/certificates/{world.certificate}/file", None, {}, 404, "api.noSuchCertificate", None),
        ("no identifier", me, "GET", f"{cases}/17", None, {}, 404, "api.noSuchCase", None),
        ("text instead of JSON", me, "POST", drafts, b'{"item":"0007"}', typed, 415, "api.notJSONType", "content-type"),
        ("a form instead of JSON", me, "POST", drafts, b"item=0007", FORM, 415, "api.notJSONType", "content-type"),
        ("an unknown member", me, "POST", drafts, {"item": "0007", "price": 1}, {}, 400, "api.unknownMember", "price"),
        ("too deep", me, "POST", drafts, deep, {}, 400, None, None),
        ("a member twice", me, "POST", drafts, b'{"item":"0018","item":"0007"}', {}, 400, None, None),
        ("no JSON", me, "POST", drafts, b"{", {}, 400, None, None),
        ("a lone surrogate", me, "POST", drafts, b'{"item":"\\ud800"}', {}, 400, None, None),
        ("a field twice", me, "PUT", f"{drafts}/{world.draft}/answers",
         {"answers": [{"field": "用途", "value": "就业"}, {"field": "用途", "value": "其他"}]}, {}, 422, "api.repeated", "answers.1.field"),
        ("a short key", me, "POST", cases, apply, {"Idempotency-Key": "x"}, 400, "api.unexpectedValue", "Idempotency-Key"),
        ("a long key", me, "POST", cases, apply, {"Idempotency-Key": "k" * 65}, 400, "api.unexpectedValue", "Idempotency-Key"),
        ("a key with blanks", me, "POST", cases, apply, {"Idempotency-Key": "one two three"}, 400, "api.unexpectedValue", "Idempotency-Key"),
        ("no key", me, "POST", cases, apply, {}, 400, "api.keyMissing", "Idempotency-Key"),
        ("a key again with another body", me, "POST", cases, apply | {"decideBy": "person"}, spent, 422, "api.keyReused", "Idempotency-Key"),
        ("a wrong method", me, "PATCH", cases, {}, {}, 405, "request.wrongMethod", None),
        ("an unknown path", me, "GET", "/api/v1/nothing", None, {}, 404, "error.notFound", None),
        ("an unknown version", me, "GET", "/api/v2/cases", None, {}, 404, "error.notFound", None),
        ("the desk without a session", nobody, "GET", "/api/v1/desk/cases", None, {}, 401, "request.notSignedIn", None),
        ("the desk as a resident", me, "GET", "/api/v1/desk/cases", None, {}, 403, "request.notForResidents", None),
        ("a resident's way as an officer", street, "GET", cases, None, {}, 403, "request.notForOfficers", None),
        ("another office's case", world.police, "GET", desk, None, {}, 404, "api.noSuchDeskCase", None),
        ("another office's case, claimed", world.police, "POST", desk + "/claim", None, {}, 404, "api.noSuchDeskCase", None),
        ("a step without claiming", street, "POST", desk + "/stage", {}, {}, 409, "case.illegal.notClaimed", None),
        ("a body where none goes", street, "POST", desk + "/claim", {}, {}, 400, "api.bodyUnexpected", None),
        ("handed to nobody", street, "POST", desk + "/handover", {"officer": "XX99", "reason": "休假"}, {}, 422, "api.noSuchReceiver", "officer"),
        ("handed to two", street, "POST", desk + "/handover", {"officer": "JD02", "office": "街道", "reason": "休假"}, {}, 422, "api.noSuchReceiver", "officer"),
        ("a material that is none", street, "POST", desk + "/correction", {"materials": ["其他材料"]}, {}, 422, "api.noSuchMaterial", "materials.0"),
        ("a place that no list has", street, "GET", "/api/v1/desk/cases?after=nowhere", None, {}, 422, "api.noSuchPlace", "after"),
    ]


def api(tally, world):
    for what, client, method, path, body, headers, status, code, field in api_rows(world):
        raw = body if isinstance(body, bytes) else None
        answer = client.send(method, path, None if raw is not None else body, raw, headers)
        said = f"interface, {what}: {answer.status} {answer.body[:160].decode(errors='replace')}"
        tally.check(answer.status == status, f"{said}, not {status}")
        tally.check(answer.headers["Content-Type"] == "application/problem+json", f"{said}: no problem+json")
        problem = answer.json if answer.body[:1] == b"{" else {}
        tally.check(problem.get("status") == status and problem.get("reference"), f"{said}: status and reference")
        for part in ("reason", "nextStep"):
            words = problem.get(part, {})
            tally.check(len(words.get("zh", "")) > 3 and len(words.get("en", "")) > 5, f"{said}: {part} in both languages")
        tally.check(code is None or problem.get("code") == code, f"{said}: not {code}")
        tally.check(field is None or problem.get("field") == field, f"{said}: not about {field}")
        if status == 405:
            tally.check(answer.headers["Allow"], f"{said}: Allow")
        tally.check(world.is_draft_there(), f"interface, {what}: the draft is there")


def expired(tally, world):
    """Twelve hours later: nobody is signed in any more, and everything that was saved is there after signing in again."""
    server = world.server
    server.stop()
    with sqlite3.connect(next(Path(server.data).glob("*.sqlite*"))) as database:
        database.execute("UPDATE session SET expires_at = 1")
        database.execute("UPDATE staff_session SET expires_at = 1")
    database.close()
    server.accounts = []
    server.start()
    world.move(server.address)
    for what, client, path in (
        ("resident", world.me, "/api/v1/cases"), ("officer", world.street, "/api/v1/desk/cases"),
    ):
        answer = client.get(path)
        tally.check((answer.status, answer.json["code"]) == (401, "request.notSignedIn"), f"an expired session: {what}")
        tally.check(answer.headers["WWW-Authenticate"] == "Bearer", f"an expired session: {what}: how to sign in")
    draft = f"/drafts/{world.draft}"
    for method, body in (("GET", None), ("POST", b"token=" + world.browser.token.encode() + b"&fact.x=1")):
        answer = world.browser.send(method, draft, body, FORM if body else {})
        leads = answer.headers["Location"] or ""
        tally.check(answer.status == 303 and leads.startswith("/sign-in?expired=yes&return="), f"an expired session: {method} {leads}")
    # What she typed then waits for her: not for a stranger at the same computer.
    dated = f"/drafts/{world.dated}"
    form = "&".join(["token=" + world.browser.token] + [f"fact.来本市居住日期.{part}" for part in ("year=2019", "month=3", "day=4")])
    answer = world.browser.send("POST", dated, form.encode(), FORM)
    tally.check(answer.status == 303, f"typed when the session had ended: {answer.status}")
    for language, words in (("zh-CN", "登录时间到了"), ("en-GB", "Your session has ended")):
        page = world.browser.get(leads, headers={"Accept-Language": language}).body.decode()
        tally.check(words in page and draft in page.replace("%2F", "/"), f"an expired session: the page says so: {words}")
    world.browser.sign_in(server.account("九十岁档"))
    page = world.browser.get(dated)
    tally.check(page.status == 404 and b"2019" not in page.body, f"a stranger at the same computer: {page.status}")
    del world.browser.cookies["__Host-session"]
    world.browser.sign_in(world.account)
    world.me = Client(server.address).sign_in(world.account)
    page = world.browser.get(dated).body.decode()
    tally.check("您刚才填的都还在" in page and 'value="2019"' in page, "typed when the session had ended: it is on her page again")
    answers = {entry["field"]: entry["value"] for entry in world.me.get("/api/v1" + dated).json["answers"]}
    tally.check(answers == {"来本市居住日期": "2019-03-04"}, f"typed when the session had ended: it is in her draft: {answers}")
    tally.check("您刚才填的都还在" not in world.browser.get(dated).body.decode(), "typed when the session had ended: said once")
    tally.check(world.is_draft_there(), "an expired session: the draft is there")
    tally.check("其他" in world.browser.get(draft).body.decode(), "an expired session: and on its page")


def main():
    tally, server = Tally(), Server(sys.argv[1]).start()
    try:
        world = World(server)
        pages(tally, world)
        api(tally, world)
        expired(tally, world)
        log = (Path(server.data) / "server.log").read_text()
        tally.check("request failed" not in log, "no request failed inside: " + log[-500:])
    finally:
        server.remove()
    tally.close()


if __name__ == "__main__":
    main()
