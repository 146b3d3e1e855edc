"""Two cities as two servers: who lives in one and has the household in the other applies where he lives. The other city grants at
once, or a person there decides; a correction and a question go back and forth; the other city is down for a while; a proxy
spoils what passes. The certificate that comes back is checked with the other city's published keys, its messages by joserfc.

    two_cities_check.py BINARY [--seconds N] [--seed S]

With --seconds the proxy goes on spoiling by chance for so long, while people apply.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Browser, Client  # noqa: E402
from faulty_proxy import MODES, FaultyProxy  # noqa: E402
from harness import Tally  # noqa: E402
from neighbours import Neighbours  # noqa: E402

ITEM = "0022"
STAFF = {"JD01": "周敏", "CL01": "袁志刚", "MZ01": "孟晓岚"}
#: How long a step may take to be seen in the other city, with the back-off of a few failures.
SECONDS = 40


def apply(me, by_person=False):
    """Applies in the city of residence; the id of the case."""
    draft = me.post("/api/v1/drafts", {"item": ITEM}).json
    path = "/api/v1/drafts/" + draft["id"]
    typed = {"联系电话": "15412345678", "发放账户": "6222000000001234"}
    answers = [{"field": one["name"], "value": typed[one["name"]]} for one in draft["questions"]]
    if answers:
        me.send("PUT", path + "/answers", {"answers": answers})
    body = {"declaration": True} | ({"decideBy": "person"} if by_person else {})
    answer = me.post(path + "/submission", body)
    assert answer.status == 201, answer.body
    return answer.json


def wait(tally, me, case, holds, what, seconds=SECONDS):
    """The case as it stands once it is so."""
    deadline = time.time() + seconds
    while True:
        seen = me.get(f"/api/v1/cases/{case}").json
        if holds(seen) or time.time() > deadline:
            tally.check(holds(seen), f"{what}: {json.dumps(seen, ensure_ascii=False)[:700]}")
            return seen
        time.sleep(0.3)


def people_of(cities):
    """Who lives in one city with the household in the other, by the demo's own accounts: their numbers say where they were born,
    the register of the deciding city where their household is."""
    return [account for account in cities.taking.accounts if account[1].startswith("3399")]


def case_there(officer):
    return officer.get("/api/v1/desk/cases?scope=office").json["cases"]


def step(tally, officer, case, name, body=None):
    answer = officer.post(f"/api/v1/desk/cases/{case}/{name}", body)
    tally.check(answer.status == 200, f"{name}: {answer.status} {answer.body[:200]}")


def granted_at_once(tally, cities, binary):
    """By the rules of the other city; the certificate is that city's, checked with its published keys."""
    account = cities.taking.account("残疾")
    me = Client(cities.taking.address).sign_in(account)
    case = apply(me)
    tally.check(case["status"] == "inReview" and case["decidedIn"] == "339900", f"taken in: {case['status']}")
    tally.check({fact["field"] for fact in case["facts"]} <= {"户籍区划", "联系电话", "发放账户"}, "only what the applicant may say")
    done = wait(tally, me, case["id"], lambda seen: seen["status"] == "granted", "granted at once across cities")
    tally.check(done.get("benefit", {}).get("amountFen", 0) > 0 and done["benefit"]["startsOn"].endswith("-01"), "from this month")
    browser = Browser(cities.taking.address).sign_in(account)
    page = browser.get(f"/cases/{case['id']}").body.decode()
    tally.check("下载办理地的证照" in page and "惠民市（示例）" in page, "the page says who granted")
    token = browser.get(f"/cases/{case['id']}/certificate")
    tally.check(token.status == 200, f"the certificate: {token.status}")
    folder = cities.folder.name
    for name, content in (("certificate.sdjwt", token.body), ("theirs.json", published(cities.deciding)),
                          ("ours.json", published(cities.taking))):
        Path(folder, name).write_bytes(content)

    def check(keys):
        return subprocess.run(
            [binary, "certificate", "verify", f"{folder}/certificate.sdjwt", "--keys", f"{folder}/{keys}"],
            capture_output=True, text=True)

    good, bad = check("theirs.json"), check("ours.json")
    tally.check(good.returncode == 0 and account[0] in good.stdout, f"verified with the other city's keys: {good.stderr}")
    tally.check(bad.returncode == 1, "and not with this city's")
    return me, case["id"]


def published(city):
    return Client(city.address).get("/.well-known/jwks.json").body


def check_messages(tally, me, cities, case):
    """What the log of the applicant's case holds of the crossing, read by somebody else's library."""
    from joserfc import jws
    from joserfc.jwk import KeySet

    announced = Client(cities.deciding.address).get("/partner/v1/keys").json
    keys = KeySet.import_key_set(json.loads(published(cities.deciding)))
    read = jws.deserialize_json(announced | {"payload": announced["payload"]}, keys, algorithms=["ES256"])
    tally.check(json.loads(read.payload)["iss"] == "339900", "the announced keys are signed by themselves")
    tally.check(Client(cities.deciding.address).get("/partner/openapi.json").json["openapi"] == "3.1.0", "and described")
    kinds = [event["kind"] for event in me.get(f"/api/v1/cases/{case}/timeline").json["events"]]
    tally.check({"case.forwarded", "case.messageSent", "case.reported"} <= set(kinds), f"the crossing stands in the log: {kinds}")


def decided_by_people(tally, cities):
    """Corrected through the city of residence, granted there by people; another one refused, with ground and remedies."""
    desk = {number: Client(cities.deciding.address).sign_in_officer(name, number) for number, name in STAFF.items()}
    people = [one for one in people_of(cities) if "残疾" not in one[2]]
    first, second = [Client(cities.taking.address).sign_in(one) for one in people[:2]]
    mine = apply(first, by_person=True)
    wait(tally, first, mine["id"], lambda seen: seen["referralReasons"], "a person there has it")
    there = case_there(desk["JD01"])[0]["id"]
    step(tally, desk["JD01"], there, "claim")
    step(tally, desk["JD01"], there, "correction", {"fields": ["联系电话"], "note": "白天打得通的"})
    asked = wait(tally, first, mine["id"], lambda seen: seen["status"] == "correctionAsked", "the correction is read here")
    tally.check("街道" in asked["correction"]["officer"] and "惠民市" in asked["correction"]["officer"], "who asks")
    answer = first.post(f"/api/v1/cases/{mine['id']}/correction",
                        {"answers": [{"field": "联系电话", "value": "15487654321"}], "note": "已改"})
    tally.check(answer.status == 200, f"answered here: {answer.status} {answer.body[:200]}")
    deadline = time.time() + SECONDS
    while time.time() < deadline and desk["JD01"].get(f"/api/v1/desk/cases/{there}").json["status"] != "inReview":
        time.sleep(0.3)
    step(tally, desk["JD01"], there, "stage", {})
    step(tally, desk["CL01"], there, "claim")
    step(tally, desk["CL01"], there, "stage", {})
    step(tally, desk["MZ01"], there, "claim")
    step(tally, desk["MZ01"], there, "approval", {"amountFen": 12000, "reason": "已核对"})
    done = wait(tally, first, mine["id"], lambda seen: seen["status"] == "granted", "granted by people there")
    tally.check("孟晓岚" in done["decision"]["officer"] and done["benefit"]["amountFen"] == 12000, "by whom, how much")
    refused(tally, second, desk)


def refused(tally, me, desk):
    mine = apply(me, by_person=True)
    wait(tally, me, mine["id"], lambda seen: seen["referralReasons"], "a person there has the second")
    there = case_there(desk["JD01"])[0]["id"]
    for number in ("JD01", "CL01"):
        step(tally, desk[number], there, "claim")
        step(tally, desk[number], there, "stage", {})
    step(tally, desk["MZ01"], there, "claim")
    step(tally, desk["MZ01"], there, "refusal", {"ground": "没有有效的残疾人证", "reason": "残联没有持证记录。"})
    done = wait(tally, me, mine["id"], lambda seen: seen["status"] == "refused", "refused there")
    decision = done["decision"]
    tally.check(decision["ground"] == "没有有效的残疾人证" and "孟晓岚" in decision["officer"] and len(decision["remedies"]) == 2,
                f"ground, officer and remedies are read here: {decision}")
    asked = me.post(f"/api/v1/cases/{mine['id']}/person", {"reason": "证在路上"})
    tally.check(asked.status in (200, 201), f"asked for a person: {asked.status} {asked.body[:200]}")
    deadline = time.time() + SECONDS
    while time.time() < deadline and not desk["MZ01"].get("/api/v1/desk/cases?scope=office").json["cases"]:
        time.sleep(0.3)
    step(tally, desk["MZ01"], there, "claim")
    step(tally, desk["MZ01"], there, "review", {"outcome": "upheld", "answer": "拿到证后可以再申请。"})
    wait(tally, me, mine["id"], lambda seen: seen.get("person", {}).get("answer", {}).get("text"), "the answer is read here")


def down_for_a_while(tally, cities):
    """The other city is stopped: the application waits, and goes on by itself."""
    me = Client(cities.taking.address).sign_in(people_of(cities)[4])
    cities.deciding.stop()
    mine = apply(me)
    time.sleep(3)
    seen = me.get(f"/api/v1/cases/{mine['id']}").json
    tally.check(seen["status"] == "inReview" and not seen["referralReasons"], "nothing is decided while it is silent")
    cities.deciding.start()
    wait(tally, me, mine["id"], lambda seen: seen["referralReasons"] or seen["status"] == "granted", "it arrived")


def spoiled(tally, cities, proxy, seconds, seed):
    """Whatever the proxy does, each application becomes one case there, and is told here."""
    chance, end = random.Random(seed), time.time() + seconds
    print(f"seed {seed}", flush=True)
    people, modes = people_of(cities)[5:], MODES if seconds else ["reset", "garbled", "cut"]
    filed = []
    for turn, account in enumerate(people):
        if seconds and time.time() > end:
            break
        proxy.mode = modes[turn % len(modes)] if not seconds else chance.choice(modes)
        me = Client(cities.taking.address).sign_in(account)
        filed.append((me, apply(me)["id"]))
        time.sleep(1.2 if not seconds else chance.uniform(0.5, 4))
        if not seconds and turn == 2:
            break
    proxy.mode = "pass"
    for me, case in filed:
        wait(tally, me, case, lambda seen: seen["referralReasons"] or seen["status"] == "granted", "told in spite of the proxy",
             seconds=90)
    desk = Client(cities.deciding.address).sign_in_officer("周敏", "JD01")
    listed = case_there(desk)
    tally.check(len({one["number"] for one in listed}) == len(listed), "no case there twice")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binary")
    arguments.add_argument("--seconds", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = arguments.parse_args()
    tally, proxy = Tally(), FaultyProxy()

    def between(port):
        proxy.upstream = port
        return f"http://127.0.0.1:{proxy.port}"

    cities = Neighbours(os.path.abspath(options.binary), between=between)
    try:
        cities.start()
        me, case = granted_at_once(tally, cities, os.path.abspath(options.binary))
        check_messages(tally, me, cities, case)
        decided_by_people(tally, cities)
        down_for_a_while(tally, cities)
        spoiled(tally, cities, proxy, options.seconds, options.seed)
    finally:
        cities.remove()
        proxy.close()
    tally.close()


if __name__ == "__main__":
    main()
