"""Each service that a demo person shows, from the application to the certificate: granted at once on what the departments'
systems hold, told to the department, and not granted to the same person a second time.

    services_check.py BINARY
"""
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from harness import Server, Tally  # noqa: E402

# What the demo account says of itself, the service, what is typed, and whether the register knows the grant afterwards.
SHOWINGS = [
    ("居住证二十天后到期", "0013", {}, True),
    ("被裁员", "0051", {}, True),
    ("一级残疾", "0022", {}, True),
    ("开便利店", "0036", {"销售业态": "零售", "销售方式": "门店", "销售地址": "荷塘街道桂花路 1 号", "只卖预包装食品": "true"}, True),
    ("开便利店", "0071", {"场所类别": "商场和书店", "场所地址": "荷塘街道桂花路 1 号", "须先检测": "false", "书面承诺": "true"}, True),
    ("驾驶证快到期", "0019", {"收件地址": "自取"}, True),
    ("孩子一岁多", "0072", {}, True),
    ("本科应届毕业", "0014", {"迁入区划": "339902", "落户方式": "人才集体户"}, False),
]


def tells(me, case):
    """Whether the department has given its acknowledgement number."""
    return "受理号" in me.get(f"/api/v1/cases/{case}/timeline").body.decode()


def shows(tally, me, words, slug, typed, is_known_afterwards):
    answers = [{"field": field, "value": value} for field, value in typed.items()]
    first = me.apply(slug, answers=answers)
    case = me.get("/api/v1/cases/" + first.json["id"]).json if first.status == 201 else first.json
    reasons = [reason["text"]["zh"] for reason in case.get("referralReasons", [])]
    if not tally.check_that(case.get("status") == "granted", f"{words}, {slug}: {first.status} {case.get('status')} {reasons}"):
        return
    tally.check(case["decision"]["by"] == "rule" and case["decision"]["rule"], f"{slug}: decided by a rule")
    tally.check("{" not in case["decision"]["reason"], f"{slug}: {case['decision']['reason']}")
    tally.check(me.get("/api/v1/certificates/" + case["certificateID"]).status == 200, f"{slug}: a certificate")
    if not is_known_afterwards:
        return
    deadline = time.time() + 30
    while time.time() < deadline and not tells(me, case["id"]):
        time.sleep(0.2)
    tally.check(tells(me, case["id"]), f"{slug}: the department has not been told")
    second = me.apply(slug, answers=answers)
    state = me.get("/api/v1/cases/" + second.json["id"]).json.get("status") if second.status == 201 else second.status
    tally.check(state != "granted", f"{slug}: granted twice")


def main():
    tally, server = Tally(), Server(sys.argv[1]).start()

    def check_that(condition, what):
        tally.check(condition, what)
        return condition

    tally.check_that = check_that
    try:
        anonymous = Client(server.address)
        people = {}
        for words, slug, typed, is_known_afterwards in SHOWINGS:
            if words not in people:
                people[words] = anonymous.sign_in(server.account(words))
            shows(tally, people[words], words, slug, typed, is_known_afterwards)
        guide = anonymous.get("/api/v1/services/0014").json
        tally.check("没有与本市的落户规定核对" in guide["unverified"]["zh"] and guide["unverified"]["en"], "0014 says it is unverified")
        tally.check("unverified" not in anonymous.get("/api/v1/services/0007").json, "0007 does not")
    finally:
        server.remove()
    tally.close()


if __name__ == "__main__":
    main()
