"""数据共享 over the interface, as the systems of offices and departments use it: asked for, granted in part, refused, and what a
resident says is wrong answered by the department that holds it; nobody answers for another.

    sharing_api_check.py BINARY
"""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from harness import Server, Tally  # noqa: E402

FAMILY = "339900-GA-9002"


def requests(tally, street, police, affairs):
    body = {"resource": FAMILY, "item": "339900-MZ-0007", "fields": ["婚姻状况", "户号"], "aim": "核对配偶是否健在", "until": "2029-06-30"}
    tally.check(street.post("/api/v1/desk/sharing-requests", body | {"fields": ["没有这一项"]}).status == 422, "a field that is not there")
    tally.check(street.post("/api/v1/desk/sharing-requests", body | {"resource": "339900-XX-9999"}).status == 404, "no such resource")
    twice = street.post("/api/v1/desk/sharing-requests", body | {"fields": ["户号", "户号"]})
    tally.check(twice.status == 422 and "户号" in twice.body.decode(), "the same field twice")
    ages = [f"年满({years})" for years in (60, 61, 62, 63)]
    many = street.post("/api/v1/desk/sharing-requests", body | {"resource": "339900-GA-9001", "fields": ages})
    tally.check(many.status == 422, "so many thresholds that the birthday comes out")
    asked = street.post("/api/v1/desk/sharing-requests", body)
    tally.check(asked.status == 201 and asked.json["state"] == "asked" and not asked.json["isOverdue"], f"asked: {asked.body}")
    path = f"/api/v1/desk/sharing-requests/{asked.json['id']}/answer"
    mine = lambda who: [one["id"] for one in who.get("/api/v1/desk/sharing-requests").json["requests"]]  # noqa: E731
    tally.check(asked.json["id"] in mine(street) and asked.json["id"] in mine(police), "both sides see it")
    tally.check(asked.json["id"] not in mine(affairs), "a third department does not")
    tally.check(affairs.post(path, {"outcome": "granted"}).status == 403, "nor does it answer")
    tally.check(police.post(path, {"outcome": "granted", "fields": ["婚姻状况"]}).status == 422, "granting less takes a reason")
    tally.check(police.post(path, {"outcome": "refused"}).status == 422, "so does refusing")
    tally.check(police.post(path, {"outcome": "granted"}).status == 422, "what is granted is written out")
    tally.check(police.post(path, {"outcome": "granted", "fields": ["婚姻状况", "户号", "姓名"]}).status == 422, "more than was asked for")
    given = police.post(path, {"outcome": "granted", "fields": ["婚姻状况"], "reason": "户号用不到"})
    tally.check(given.status == 200 and given.json["state"] == "granted" and given.json["decidedBy"] == "GS01", f"{given.body}")
    tally.check(police.post(path, {"outcome": "refused", "reason": "再想想"}).status == 409, "answered once")


def quality(tally, street, me):
    path = "/api/v1/desk/resources/339900-GA-9001/quality"
    tally.check(me.get(path).status in (401, 403), "counts are for officers")
    found = street.get(path)
    tally.check(found.status == 200 and found.json["days"] == 30 and "answered" in found.json["reads"], f"{found.body}")
    tally.check("500000" in found.json["dailyLimit"], "with the limit of the day")
    tally.check(street.get("/api/v1/desk/resources/339900-XX-9999/quality").status == 404, "of no such resource")


def disputes(tally, me, police, affairs):
    draft = me.post("/api/v1/drafts", {"item": "0007"}).json
    path = "/api/v1/drafts/" + draft["id"]
    me.send("PUT", path + "/disputes", {"disputes": [{"field": "户籍区划", "correction": "339902"}]})
    case = me.post(path + "/submission", {"declaration": True})
    tally.check(case.status == 201 and case.json["status"] == "inReview", f"a person looks: {case.status}")
    waiting = [one for one in police.get("/api/v1/desk/disputes").json["disputes"] if one["caseNumber"] == case.json["number"]]
    tally.check(len(waiting) == 1 and waiting[0]["field"] == "户籍区划" and waiting[0]["said"] == "339902", f"{waiting}")
    tally.check(affairs.get("/api/v1/desk/disputes").json["disputes"] == [], "another department does not see it")
    answer = f"/api/v1/desk/disputes/{waiting[0]['id']}/answer"
    tally.check(affairs.post(answer, {"outcome": "corrected"}).status == 404, "nor can it answer")
    tally.check(police.post(answer, {"outcome": "kept"}).status == 422, "keeping it takes a reason")
    left = police.post(answer, {"outcome": "kept", "reason": "与户口底册一致"})
    tally.check(left.status == 200 and left.json["disputes"] == [], f"{left.body}")
    tally.check(police.post(answer, {"outcome": "corrected"}).status == 409, "answered once")
    events = me.get(f"/api/v1/cases/{case.json['id']}/timeline").json["events"]
    told = [event for event in events if event["kind"] == "case.factRechecked"]
    tally.check(len(told) == 1 and "与户口底册一致" in told[0].get("detail", ""), "the person reads the answer")
    held = me.get("/api/v1/personal-data").json
    tally.check(held["disputes"][0]["state"] == "kept" and held["cases"][0]["number"] == case.json["number"], "and keeps a copy of it")


def write_backs(tally, me, affairs, police):
    path = "/api/v1/desk/write-backs"
    tally.check(me.get(path).status in (401, 403), "write-backs are for officers")
    found = affairs.get(path)
    tally.check(found.status == 200 and found.json["findings"] == [] and found.json["corrections"] == [], f"{found.body}")
    nobody = f"{path}/0193a000-0000-7000-8000-000000000000/answer"
    tally.check(police.post(nobody, {"outcome": "kept", "reason": "核对过"}).status == 404, "there is no such finding")
    tally.check(police.post(nobody, {"outcome": "kept"}).status in (400, 422), "an answer takes a reason")


def main():
    tally, server = Tally(), Server(sys.argv[1], people=60).start()
    try:
        nobody = Client(server.address)
        tally.check(nobody.get("/api/v1/desk/disputes").status == 401, "nobody else gets in")
        me = nobody.sign_in(server.account("83 岁"))
        tally.check(me.get("/api/v1/desk/sharing-requests").status in (401, 403), "nor does a resident")
        street, police, affairs = (nobody.sign_in_officer(name, number) for name, number in
                                   (("周敏", "JD01"), ("高文涛", "GS01"), ("宋雅琴", "MS01")))
        requests(tally, street, police, affairs)
        disputes(tally, me, police, affairs)
        quality(tally, street, me)
        write_backs(tally, me, affairs, police)
    finally:
        server.remove()
    tally.close()


if __name__ == "__main__":
    main()
