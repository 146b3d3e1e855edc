"""The whole way of a case over the interface: applied for, worked on by officers of two offices, corrected, decided, followed;
and one key one step, however often it is sent.

    desk_api_check.py BINARY
"""
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from harness import Postgres, Server, Tally  # noqa: E402

STAFF = {"JD01": "周敏", "JD02": "何立新", "MZ01": "孟晓岚", "GA01": "罗卫东", "GA02": "秦朗", "GA03": "白雪梅"}
ANSWERS = {
    "居住地区划": "339903", "居住地址": "澄湖区柳荫小区3栋201", "申领理由": "合法稳定住所", "联系电话": "15412345678",
    "来本市居住日期": "2024-03-05", "姓名": "程远帆", "户籍区划": "339903", "用途": "其他",
}


class Desk:
    """One officer at the interface."""

    def __init__(self, server, number):
        self.number, self.client = number, Client(server.address).sign_in_officer(STAFF[number], number)

    def list(self, query=""):
        return self.client.get("/api/v1/desk/cases" + query)

    def show(self, case):
        return self.client.get(f"/api/v1/desk/cases/{case}")

    def timeline(self, case):
        return self.client.get(f"/api/v1/desk/cases/{case}/timeline").json["events"]

    def take(self, step, case, body=None, key=None):
        return self.client.post(f"/api/v1/desk/cases/{case}/{step}", body, headers={"Idempotency-Key": key} if key else {})


def apply(resident, slug):
    """Applies with whatever only the applicant can say, and asks for a person."""
    draft = resident.post("/api/v1/drafts", {"item": slug}).json
    answers = [{"field": question["name"], "value": ANSWERS[question["name"]]}
               for question in draft["questions"] if question["name"] in ANSWERS]
    path = "/api/v1/drafts/" + draft["id"]
    gaps = resident.send("PUT", path + "/answers", {"answers": answers}).json["gaps"]
    assert not gaps, gaps
    case = resident.post(path + "/submission", {"declaration": True, "decideBy": "person"})
    assert case.status == 201, case.body
    return case.json["id"]


def kinds(events):
    return [event["kind"] for event in events]


def permit(tally, server, resident):
    """居住证申领: asked once, answered, finished by the first office, granted by the second."""
    station, county = Desk(server, "GA01"), Desk(server, "GA02")
    case = apply(resident, "0012")
    mine = resident.get(f"/api/v1/cases/{case}").json
    tally.check(mine["office"] == "居住地公安派出所" and mine["stage"] and mine["dueOn"] and mine["stageDueOn"], "office, stage, days")
    tally.check(mine["facts"] and mine["referralReasons"], "the applicant sees what the case rests on, and why a person has it")
    listed = station.list("?scope=waiting&item=0012").json["cases"]
    tally.check([one["id"] for one in listed] == [case], "it waits in its office")
    tally.check(listed[0]["applicant"].count("*") >= 1, f"names are masked in the list: {listed[0]['applicant']}")
    tally.check(county.show(case).status == 404 and county.list().json["cases"] == [], "and in no other")
    shown = station.show(case).json
    sourced = [fact for fact in shown["facts"] if fact.get("department") and fact.get("obtainedAt")]
    tally.check(len(sourced) >= 2 and any(fact.get("answer") for fact in shown["facts"]), "facts with their sources, answers beside them")
    tally.check(shown["actions"] == ["claim", "handover"], f"unclaimed: {shown['actions']}")
    early = station.take("stage", case, {})
    tally.check((early.status, early.json["code"]) == (409, "case.illegal.notClaimed"), "not before it is claimed")
    claims = [station.take("claim", case, key="claim-the-permit") for _ in range(2)]
    tally.check(claims[0].status == 200 and claims[0].body == claims[1].body, "claimed once for one key")
    tally.check(claims[0].json["handler"]["name"] == "罗卫东", "in the officer's hand")
    tally.check(station.show(case).json["actions"] == ["release", "handover", "correction", "stage"], "in hand")
    ask(tally, station, resident, case)
    finish(tally, station, county, resident, case)


def ask(tally, station, resident, case):
    none = station.take("correction", case, {})
    tally.check((none.status, none.json["code"]) == (422, "officer.nothingAsked"), "asking for nothing is refused")
    asked = {"materials": ["居住地住址证明"], "fields": ["居住地址"], "note": "住址写到门牌号。"}
    tally.check(station.take("correction", case, asked).json["status"] == "correctionAsked", "asked")
    waiting = resident.get(f"/api/v1/cases/{case}").json
    correction = waiting["correction"]
    tally.check(correction["materials"] == ["居住地住址证明"] and correction["fields"][0]["name"] == "居住地址", "told what")
    tally.check(correction["needsNote"] and correction["note"] == "住址写到门牌号。" and "罗卫东" in correction["officer"], "and by whom")
    tally.check("stageDueOn" not in waiting, "the clock stands")
    path = f"/api/v1/cases/{case}/correction"
    part = resident.post(path, {"answers": [{"field": "居住地址", "value": "澄湖区柳荫小区3栋2单元201"}]})
    tally.check((part.status, part.json["field"]) == (422, "note"), "half an answer is explained")
    whole = {"answers": [{"field": "居住地址", "value": "澄湖区柳荫小区3栋2单元201"}], "note": "租房合同已交到窗口。"}
    answered = [resident.post(path, whole, headers={"Idempotency-Key": "answer-once"}) for _ in range(3)]
    tally.check({one.status for one in answered} == {200}, f"answered: {[one.status for one in answered]}")
    tally.check(answered[0].json["status"] == "inReview" and "correction" not in answered[0].json, "in review again")
    tally.check(resident.post(path, whole).status == 409, "without the key a second answer is late")
    shown = station.show(case).json
    address = next(fact for fact in shown["facts"] if fact["field"] == "居住地址")
    tally.check("2单元" in address["answer"] and shown["correctionNotes"] == ["租房合同已交到窗口。"], "the desk shows the answer")
    again = station.take("correction", case, {"note": "再交一张相片。"})
    tally.check((again.status, again.json["field"]) == (409, "newFacts"), "a second time needs new facts")


def finish(tally, station, county, resident, case):
    opinion = {"opinion": "住址已核实，建议发证。"}
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: station.take("stage", case, opinion, key="finish-the-stage"), range(16)))
    tally.check({one.status for one in done} == {200}, f"one key on many connections: {sorted({one.status for one in done})}")
    tally.check(len({one.body for one in done}) == 1 and done[0].json["office"] == "县级公安机关", "one answer")
    late = station.take("stage", case, opinion, key="finish-the-stage")
    tally.check(late.status == 200 and late.body == done[0].body, "the same answer after it has left the office")
    reused = station.take("stage", case, {"opinion": "另一句话。"}, key="finish-the-stage")
    tally.check((reused.status, reused.json["code"]) == (422, "api.keyReused"), "not for another content")
    tally.check(station.show(case).status == 404, "another office has it now")
    shown = county.show(case).json
    tally.check([one["text"] for one in shown["opinions"]] == ["住址已核实，建议发证。"], "with what the first one found")
    tally.check(kinds(county.timeline(case)).count("case.stageFinished") == 1, "finished once")
    county.take("claim", case)
    tally.check(county.show(case).json["actions"] == ["release", "handover", "correction", "approval", "refusal"], "the last stage decides")
    granted = county.take("approval", case, {"reason": "住址属实，符合条件。"}, key="grant-the-permit")
    tally.check((granted.status, granted.json.get("status")) == (200, "granted"), f"granted: {granted.body[:200]}")
    mine = resident.get(f"/api/v1/cases/{case}").json
    decision = mine["decision"]
    tally.check(decision["by"] == "officer" and "秦朗" in decision["officer"] and decision["reason"] == "住址属实，符合条件。", "by whom and why")
    tally.check(decision["bases"] and len(decision["remedies"]) == 2, "on which law, and what can be done against it")
    tally.check(resident.get("/api/v1/certificates/" + mine["certificateID"]).status == 200, "with a certificate")
    told = resident.get(f"/api/v1/cases/{case}/timeline").json["events"]
    tally.check({"case.claimed", "case.correctionAsked", "case.corrected", "case.stageFinished", "case.granted"} <= set(kinds(told)), "the timeline")
    titled = [event for event in told if "title" in event]
    tally.check(len(titled) >= 6 and any("秦朗" in event.get("officer", "") for event in titled), "in words, by named officers")
    tally.check(not any("建议发证" in event.get("detail", "") for event in told), "what officers write to each other stays among them")


def refusal(tally, server, resident):
    police = Desk(server, "GA03")
    case = apply(resident, "0018")
    police.take("claim", case)
    nowhere = police.take("refusal", case, {"ground": "不想批", "reason": "不符合。"})
    tally.check((nowhere.status, nowhere.json["field"]) == (422, "ground"), "no refusal on a ground that the service does not list")
    silent = police.take("refusal", case, {"ground": "身份不能核实", "reason": "   "})
    tally.check((silent.status, silent.json["field"]) == (422, "reason"), "nor without the facts")
    tally.check(police.take("refusal", case, {"ground": "身份不能核实", "reason": "照片与本人不符。"}).status == 200, "refused")
    mine = resident.get(f"/api/v1/cases/{case}").json
    decision = mine["decision"]
    tally.check((mine["status"], decision["ground"], decision["reason"]) == ("refused", "身份不能核实", "照片与本人不符。"), "told why")
    tally.check("行政复议" in decision["remedies"][0]["zh"] and decision["bases"] and "白雪梅" in decision["officer"], "law, remedies, officer")
    tally.check(police.take("approval", case, {}).status == 409, "decided is decided")


def money(tally, server, resident):
    """高龄津贴 by people: an amount is needed, and is paid from the day of the application."""
    street, colleague, civil = Desk(server, "JD01"), Desk(server, "JD02"), Desk(server, "MZ01")
    case = apply(resident, "0007")
    street.take("claim", case)
    handed = street.take("handover", case, {"officer": "JD02", "reason": "我明天休假。"})
    tally.check(handed.json["handler"]["id"] == "JD02", "handed to a colleague")
    tally.check(street.take("stage", case, {}).json["code"] == "case.illegal.heldByAnother", "who has it in hand now")
    receivers = street.client.get("/api/v1/desk/receivers").json
    tally.check([one["id"] for one in receivers["officers"]] == ["JD02"] and "区民政部门" in receivers["offices"], "who there is")
    told = resident.get(f"/api/v1/cases/{case}/timeline").json["events"]
    tally.check(not any("休假" in event.get("detail", "") for event in told), "the reason is for officers")
    tally.check(any("休假" in event.get("detail", "") for event in colleague.timeline(case)), "who read it")
    colleague.take("stage", case, {})
    civil.take("claim", case)
    shown = civil.show(case).json
    tally.check(shown["paysBenefit"] and shown["rules"] and shown["rules"][0]["conditions"], "the rule trace")
    short = civil.take("approval", case, {"reason": "属实。"})
    tally.check((short.status, short.json["field"]) == (422, "amountFen"), f"an amount is needed: {short.body[:200]}")
    granted = civil.take("approval", case, {"reason": "属实。", "amountFen": 10_000})
    tally.check(granted.status == 200, f"granted: {granted.body[:300]}")
    benefit = resident.get(f"/api/v1/cases/{case}").json.get("benefit", {})
    tally.check((benefit.get("amountFen"), benefit.get("period")) == (10_000, "monthly"), f"paid: {benefit}")
    tally.check(street.take("claim", case).status == 404, "it is not the street's any more")


def review(tally, server, resident):
    """转人工 after a decision by rule: somebody has it, until a day, and answers."""
    civil = Desk(server, "MZ01")
    case = resident.apply("0007").json
    tally.check(case["decision"]["by"] == "rule" and case["decision"]["rule"] and "person" not in case, "granted by rule")
    path = f"/api/v1/cases/{case['id']}/person"
    asked = [resident.post(path, {"reason": "金额好像少了。"}) for _ in range(2)]
    tally.check([one.status for one in asked] == [200, 200], "asked twice is asked once")
    person = asked[1].json["person"]
    tally.check(person["reason"] == "金额好像少了。" and person["office"] == "区民政部门" and person["dueOn"], f"who has it: {person}")
    listed = [one["id"] for one in civil.list("?scope=waiting").json["cases"]]
    tally.check(case["id"] in listed, "it waits at the desk")
    civil.take("claim", case["id"])
    shown = civil.show(case["id"]).json
    tally.check(shown["person"]["reason"] == "金额好像少了。" and shown["rules"], "with the question and the rule trace")
    tally.check(shown["actions"] == ["release", "handover", "review"], f"what can be done: {shown['actions']}")
    silent = civil.take("review", case["id"], {"outcome": "upheld", "answer": "  "})
    tally.check((silent.status, silent.json["field"]) == (422, "answer"), f"an answer has words: {silent.body[:200]}")
    answered = civil.take("review", case["id"], {"outcome": "upheld", "answer": "八十三岁属八十岁档，每月 100 元没有错。"}, key="answer-the-review")
    tally.check(answered.status == 200, f"answered: {answered.body[:200]}")
    answer = resident.get(f"/api/v1/cases/{case['id']}").json["person"]["answer"]
    tally.check(answer["outcome"] == "upheld" and "没有错" in answer["text"] and "孟晓岚" in answer["officer"], f"told: {answer}")
    tally.check(resident.post(path).status == 200, "and may ask again, without a word")


def lists(tally, server, resident):
    police = Desk(server, "GA03")
    for _ in range(5):
        apply(resident, "0018")
    everything = police.list("?limit=100").json["cases"]
    walked, after = [], ""
    while True:
        page = police.list("?limit=2" + after).json
        walked += [case["id"] for case in page["cases"]]
        if "next" not in page:
            break
        after = "&after=" + page["next"]
    tally.check(walked == [case["id"] for case in everything] and len(walked) >= 5, f"pages: {len(walked)} of {len(everything)}")
    days = [case["dueOn"] for case in everything]
    tally.check(days == sorted(days), "the most urgent first")
    police.take("claim", walked[0])
    tally.check([case["id"] for case in police.list("?scope=mine").json["cases"]] == walked[:1], "mine")
    tally.check(walked[0] not in [case["id"] for case in police.list("?scope=waiting").json["cases"]], "no longer waiting")
    tally.check(police.list("?dueBy=2020-01-01").json["cases"] == [], "by day")
    police.take("release", walked[0])
    tally.check(police.show(walked[0]).json["actions"] == ["claim", "handover"], "put back")


def reads(tally, resident):
    page = resident.get("/api/v1/reads?limit=2").json
    rest = resident.get("/api/v1/reads?limit=100&after=" + page["next"]).json["reads"]
    everything = resident.get("/api/v1/reads?limit=100").json["reads"]
    tally.check(page["reads"] + rest == everything and len(everything) > 3, "who has read my data, page by page")
    about = next(read for read in everything if read.get("service"))
    looks = [read for read in everything if read["isOfficer"]]
    tally.check(any("孟晓岚" in read["reader"] and read.get("caseID") for read in looks), "officers who opened the case")
    tally.check(len({(read["reader"], read["caseID"]) for read in looks}) == len(looks), "each once a day")
    tally.check(about["reader"] and about["fields"] and about["basis"], "what, by whom, on which basis")


def walk(tally, server):
    anonymous = Client(server.address)
    owner = anonymous.sign_in(server.account("准备开店"))
    elder = anonymous.sign_in(server.account("账户在本人名下"))
    permit(tally, server, owner)
    refusal(tally, server, owner)
    money(tally, server, elder)
    review(tally, server, anonymous.sign_in(server.account("九十岁档")))
    lists(tally, server, owner)
    reads(tally, elder)


def main():
    tally, postgres = Tally(), Postgres()
    databases = [None] + ([postgres.new_database()] if postgres.is_installed else [])
    for database in databases:
        server = Server(sys.argv[1], database=database).start()
        try:
            walk(tally, server)
        finally:
            server.remove()
    postgres.stop()
    tally.close()


if __name__ == "__main__":
    main()
