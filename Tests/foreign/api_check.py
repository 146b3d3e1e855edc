"""What the interface promises beyond its shapes: one key one case, keyset pages, nobody else's data, and that a cookie alone
moves nothing.

    api_check.py BINARY
"""
import json
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from harness import Server, Tally  # noqa: E402


def keys(tally, me):
    """Twenty connections send the same application at once."""
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: me.apply("0007", key="one-key-of-many-tries"), range(20)))
    tally.check({a.status for a in answers} == {201}, f"one key: statuses {sorted({a.status for a in answers})}")
    tally.check(len({a.json.get("id") for a in answers}) == 1, "one key: one case")
    tally.check(len(me.get("/api/v1/cases").json["cases"]) == 1, "one key: one case in the list")
    other = me.apply("0007", key="one-key-of-many-tries", decideBy="person")
    tally.check((other.status, other.json["code"]) == (422, "api.keyReused"), "one key: another content is refused")
    missing = me.post("/api/v1/cases", {"item": "0007", "answers": [], "declaration": True})
    tally.check((missing.status, missing.json["code"]) == (400, "api.keyMissing"), "a key is needed")
    return answers[0].json["id"]


def draft_way(tally, me):
    """Start, say what is wrong, answer, submit twice."""
    draft = me.post("/api/v1/drafts", {"item": "0018"})
    again = me.post("/api/v1/drafts", {"item": "0018"})
    tally.check((draft.status, again.status) == (201, 200) and draft.json["id"] == again.json["id"], "one open draft")
    path = "/api/v1/drafts/" + draft.json["id"]
    tally.check([gap["field"] for gap in draft.json["gaps"]] == ["用途"], "the gap is named")
    early = me.post(path + "/submission", {"declaration": True})
    tally.check((early.status, early.json["field"]) == (422, "用途"), "not before it is complete")
    wrong = me.send("PUT", path + "/answers", {"answers": [{"field": "用途", "value": "没有这个选项"}]})
    tally.check(wrong.status == 200 and wrong.json["answers"] and wrong.json["gaps"], "a wrong answer is kept and named")
    me.send("PUT", path + "/answers", {"answers": [{"field": "用途", "value": "其他"}]})
    disputed = me.send("PUT", path + "/disputes", {"disputes": [{"field": "姓名", "correction": "顾春岚"}]})
    tally.check(any(fact.get("dispute") == "顾春岚" for fact in disputed.json["facts"]), "a dispute stands")
    back = me.send("PUT", path + "/disputes", {"disputes": []})
    tally.check(not any("dispute" in fact for fact in back.json["facts"]), "and can be taken back")
    unknown = me.send("PUT", path + "/answers", {"answers": [{"field": "星座", "value": "1"}]})
    tally.check((unknown.status, unknown.json["field"]) == (422, "answers.0.field"), "an unknown field is refused")
    first = me.post(path + "/submission", {"declaration": True})
    second = me.post(path + "/submission", {"declaration": True})
    tally.check((first.status, second.status) == (201, 200) and first.json["id"] == second.json["id"], "submitted once")
    late = me.send("PUT", path + "/answers", {"answers": []})
    tally.check(late.status == 409, "nothing is entered after it")


def pages(tally, me):
    for number in range(5):
        me.apply("0007", key=f"page-filler-{number}")
    everything = [case["id"] for case in me.get("/api/v1/cases?limit=100").json["cases"]]
    walked, after = [], ""
    while True:
        page = me.get("/api/v1/cases?limit=2" + after).json
        walked += [case["id"] for case in page["cases"]]
        if "next" not in page:
            break
        after = "&after=" + page["next"]
    tally.check(walked == everything and len(walked) >= 7, f"pages: {len(walked)} of {len(everything)} cases, each once")


def strangers(tally, me, other, case):
    for method, path, body in [
        ("GET", f"/api/v1/cases/{case}", None), ("GET", f"/api/v1/cases/{case}/timeline", None),
        ("POST", f"/api/v1/cases/{case}/rating", {"stars": 1}), ("GET", f"/api/v1/drafts/{case}", None),
        ("GET", f"/api/v1/cases?after={case}", None), ("POST", f"/api/v1/cases/{case}/person", None),
    ]:
        tally.check(other.send(method, path, body).status == 404, f"a stranger: {method} {path}")
    certificate = me.get("/api/v1/certificates").json["certificates"][0]["id"]
    for part in ("", "/file", "/proof"):
        tally.check(other.get(f"/api/v1/certificates/{certificate}{part}").status == 404, f"a stranger: certificate{part}")


def cookies(tally, me):
    """A cookie alone changes nothing: another site could make a browser send it."""
    nobody = Client(me.address)
    cookie = {"Cookie": "__Host-session=" + me.token}
    tally.check(nobody.get("/api/v1/session", headers=cookie).status == 200, "a cookie may read")
    body = json.dumps({"item": "0042"}).encode()
    for site in ({}, {"Sec-Fetch-Site": "cross-site"}, {"X-Form-Token": "0" * 64}):
        answer = nobody.send("POST", "/api/v1/drafts", raw=body, headers=cookie | site)
        tally.check((answer.status, answer.json["code"]) == (403, "request.foreignForm"), f"a cookie alone: {site}")
    mixed = nobody.send("POST", "/api/v1/drafts", raw=body, headers=cookie | {"Authorization": "Bearer " + "0" * 64})
    tally.check(mixed.status == 401, "a bad bearer token is not made good by a cookie")
    basic = nobody.send("POST", "/api/v1/drafts", raw=body, headers=cookie | {"Authorization": "Basic Og=="})
    tally.check(basic.status == 401, "nor another scheme")
    page = urllib.request.Request(me.address + "/me", headers={"Authorization": "Bearer " + me.token})
    tally.check(urllib.request.urlopen(page).geturl().endswith("/sign-in?return=%2Fme"), "pages take no bearer token")


def bad_input(tally, me):
    deep = b'{"answers":' + b"[" * 5000 + b"]" * 5000 + b"}"
    rows = [
        (b"", 400), (b"{", 400), (b"\xff\xfe", 400), (b'{"item":"00\xc3\x2807"}', 400), (deep, 400), (b"[]", 400),
        (b'{"item":"0007","item":"0007"}', 400), (b'{"item":7}', 400), (b'{"item":null}', 400),
        (b'{"item":1e999999999}', 400), (b'{"item":"\\ud800"}', 400), (b'{"item":"0007","x":1}', 400),
        (b'{"item":"9999"}', 404), (b'{"item":"' + b"0" * 1_200_000 + b'"}', 413),
    ]
    for raw, status in rows:
        answer = me.send("POST", "/api/v1/drafts", raw=raw)
        shown = raw[:40]
        tally.check(answer.status == status, f"{shown}: {answer.status}, not {status}")
        tally.check(answer.headers["Content-Type"] == "application/problem+json", f"{shown}: not a problem")
        tally.check(set(answer.json["reason"]) == {"zh", "en"}, f"{shown}: not in both languages")
    typed = me.send("POST", "/api/v1/drafts", raw=b'{"item":"0007"}', headers={"Content-Type": "text/plain"})
    tally.check(typed.status == 415, "the type of the body counts")
    for query, status in [("limit=0", 400), ("limit=101", 400), ("limit=ten", 400), ("limit=2&limit=3", 400), ("page=1", 400),
                          ("limit=" + "9" * 40, 400), ("after=%00", 400), ("after=%FF%FE", 400)]:
        tally.check(me.get("/api/v1/cases?" + query).status == status, f"?{query}")
    wrong = me.send("PATCH", "/api/v1/cases")
    tally.check(wrong.status == 405 and set(wrong.headers["Allow"].split(", ")) == {"GET", "POST"}, "405 says what is allowed")
    card = Client(me.address).post("/api/v1/session-challenges", {"name": "王", "residentID": "339902194305223084"})
    tally.check((card.status, card.json["field"]) == (422, "residentID"), "a wrong check digit is named")


def main():
    tally, server = Tally(), Server(sys.argv[1]).start()
    try:
        anonymous = Client(server.address)
        me = anonymous.sign_in(server.account("账户在本人名下"))
        other = anonymous.sign_in(server.account("准备开店"))
        case = keys(tally, me)
        draft_way(tally, me)
        pages(tally, me)
        strangers(tally, me, other, case)
        cookies(tally, me)
        bad_input(tally, me)
        tally.check(me.send("DELETE", "/api/v1/session").status == 204, "signs out")
        tally.check(me.get("/api/v1/session").status == 401, "and the token is dead at once")
    finally:
        server.remove()
    tally.close()


if __name__ == "__main__":
    main()
