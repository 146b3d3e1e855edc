"""Codes and notices reach phones: the carrier's own client signs what we send, and a carrier of ours that speaks the documented
protocol takes it, refuses it, breaks and hangs.

    sms_check.py BINARY
"""
import hashlib
import hmac
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from harness import Tally  # noqa: E402
from scratch import scratch  # noqa: E402

SECRET_ID, SECRET_KEY = "AKIDsyntheticKeyOfATest", "syntheticSecretOfATest"
TEMPLATES = {"signInCode": "1001", "granted": "1002", "referred": "1003", "correctionAsked": "1004", "refused": "1005",
             "reviewAnswered": "1006", "disputeAnswered": "1007", "certificateChanged": "1008",
             "forwarded": "1009", "returned": "1010", "certificateShownForYou": "1011", "dataShownForYou": "1012",
             "signInCode.en": "2001"}
CONTENT_TYPE = "application/json; charset=utf-8"


def own_signature(headers, body):
    """TC3-HMAC-SHA256 as the carrier documents it, written from its description."""
    def digest(key, text):
        return hmac.new(key, text.encode(), hashlib.sha256).digest()
    stamp = headers["X-TC-Timestamp"]
    day = datetime.fromtimestamp(int(stamp), timezone.utc).strftime("%Y-%m-%d")
    canonical = "\n".join(["POST", "/", "", f"content-type:{headers['Content-Type']}\nhost:{headers['Host']}\n",
                           "content-type;host", hashlib.sha256(body).hexdigest()])
    text = "\n".join(["TC3-HMAC-SHA256", stamp, f"{day}/sms/tc3_request", hashlib.sha256(canonical.encode()).hexdigest()])
    key = digest(digest(digest(b"TC3" + SECRET_KEY.encode(), day), "sms"), "tc3_request")
    return day, hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class Carrier:
    """SendSms of version 2021-01-11."""

    def __init__(self):
        self.requests, self.faults, self.plan = [], [], []
        carrier = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                carrier.requests.append((dict(self.headers.items()), body))
                how = carrier.plan.pop(0) if carrier.plan else "Ok"
                if how == "hang":
                    time.sleep(7)
                    return
                status, answer = carrier.answer(self.headers, body, how)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # who waits no longer closes the connection
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, headers, body, how):
        if how == "garbage":
            return 200, b"<html>gateway</html>"
        if how == "502":
            return 502, b"bad gateway"
        fault = self.fault(headers, body)
        if fault:
            self.faults.append(fault)
        code = fault or how
        if code.startswith(("AuthFailure", "MissingParameter", "UnsupportedOperation", "RequestLimitExceeded")) or how == "Error":
            return 200, json.dumps({"Response": {"Error": {"Code": code, "Message": "no"}, "RequestId": "r"}}).encode()
        phone = json.loads(body)["PhoneNumberSet"][0]
        return 200, json.dumps({"Response": {"SendStatusSet": [{
            "SerialNo": "5000:1045710669157053657849499619" if code == "Ok" else "", "PhoneNumber": phone,
            "Fee": int(code == "Ok"), "SessionContext": "", "Code": code, "Message": "send success" if code == "Ok" else "no",
            "IsoCode": "CN"}], "RequestId": "a0aabda6-cf91-4f3e-a81f-9198114a2279"}}).encode()

    def fault(self, headers, body):
        """What the carrier finds wrong with a request; `None` where it is sound."""
        if headers["X-TC-Action"] != "SendSms" or headers["X-TC-Version"] != "2021-01-11" or not headers["X-TC-Region"]:
            return "MissingParameter"
        if abs(int(headers["X-TC-Timestamp"]) - time.time()) > 300:
            return "AuthFailure.SignatureExpire"
        day, signature = own_signature(headers, body)
        if headers["Authorization"] != (f"TC3-HMAC-SHA256 Credential={SECRET_ID}/{day}/sms/tc3_request, "
                                        f"SignedHeaders=content-type;host, Signature={signature}"):
            return "AuthFailure.SignatureFailure"
        fields = json.loads(body)
        if set(fields) != {"PhoneNumberSet", "SmsSdkAppId", "SignName", "TemplateId", "TemplateParamSet"}:
            return "MissingParameter"
        if not (fields["SmsSdkAppId"] == "1400006666" and fields["SignName"] == "惠民" and fields["TemplateId"] in TEMPLATES.values()):
            return "UnauthorizedOperation.SmsSdkAppIdVerifyFail"
        if not re.fullmatch(r"\+861[3-9]\d{9}", fields["PhoneNumberSet"][0]):
            return "InvalidParameterValue.IncorrectPhoneNumber"
        return None

    @property
    def messages(self):
        return [json.loads(body) for _, body in self.requests]


def environment(carrier, **changes):
    names = {"HUIMIN_SMS": "tencent", "HUIMIN_SMS_SECRET_ID": SECRET_ID, "HUIMIN_SMS_SECRET_KEY": SECRET_KEY,
             "HUIMIN_SMS_APP": "1400006666", "HUIMIN_SMS_SIGN": "惠民", "HUIMIN_SMS_ENDPOINT": carrier.endpoint,
             "HUIMIN_SMS_TEMPLATES": ",".join(f"{name}={number}" for name, number in TEMPLATES.items())}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUIMIN_SMS")}
    return clean | {name: value for name, value in (names | changes).items() if value is not None}


def sdk_signatures(tally, carrier):
    """The carrier's own client signs the very requests that we have sent."""
    try:
        from tencentcloud.common import credential
        from tencentcloud.common.http.request import RequestInternal
        from tencentcloud.sms.v20210111 import errorcodes, sms_client
    except ImportError:
        print("skipped: tencentcloud-sdk-python-sms is not installed (scripts/requirements.txt)", flush=True)
        return []
    client = sms_client.SmsClient(credential.Credential(SECRET_ID, SECRET_KEY), "ap-guangzhou")
    compared = 0
    for headers, body in carrier.requests:
        request = RequestInternal(headers["Host"], "POST", "/", {})
        request.data = body.decode()
        for name in ("Content-Type", "Host", "X-TC-Timestamp"):
            request.header[name] = headers[name]
        day = datetime.fromtimestamp(int(headers["X-TC-Timestamp"]), timezone.utc).strftime("%Y-%m-%d")
        signature = client._get_tc3_signature({}, request, day, "sms", SECRET_KEY, {})
        compared += headers["Authorization"].endswith("Signature=" + signature)
    tally.check(compared == len(carrier.requests) > 0, f"the carrier's client signs alike: {compared} of {len(carrier.requests)}")
    print(f"{compared} requests signed alike by tencentcloud-sdk-python", flush=True)
    return sorted(value for name, value in vars(errorcodes).items() if name.isupper() and isinstance(value, str))


def trial(binary, carrier, phone="19900001234", plan=(), **changes):
    carrier.plan, before, began = list(plan), len(carrier.requests), time.time()
    answer = subprocess.run([binary, "sms", phone], env=environment(carrier, **changes), capture_output=True, text=True, timeout=60)
    return answer.returncode, answer.stdout + answer.stderr, len(carrier.requests) - before, time.time() - began


def trials(tally, binary, carrier):
    rows = [
        ("it goes out", {}, 0, "已交给运营商", 1), ("it takes none just now", {"plan": ["ServiceUnavailable"]}, 0, "已交给运营商", 2),
        ("down", {"plan": ["ServiceUnavailable", "ServiceUnavailable", "Ok"]}, 1, "连不上", 2),
        ("broken on the way", {"plan": ["502", "Ok"]}, 1, "可能已经发出", 1), ("its own time-out", {"plan": ["InternalError.Timeout", "Ok"]}, 1, "可能已经发出", 1), ("a gateway's page", {"plan": ["garbage"]}, 1, "看不懂", 1),
        ("too often", {"plan": ["LimitExceeded.PhoneNumberThirtySecondLimit"]}, 1, "限制了发送频率", 1),
        ("the platform's own limit", {"plan": ["RequestLimitExceeded"]}, 1, "限制了发送频率", 1),
        ("opted out", {"plan": ["FailedOperation.PhoneNumberInBlacklist"]}, 1, "收不了短信", 1),
        ("no money", {"plan": ["FailedOperation.InsufficientBalanceInSmsPackage"]}, 1, "余额", 1),
        ("a wrong key", {"HUIMIN_SMS_SECRET_KEY": "wrong"}, 1, "AuthFailure.SignatureFailure", 1),
        ("nobody there", {"HUIMIN_SMS_ENDPOINT": "http://127.0.0.1:9"}, 1, "连不上", 0),
        ("no key", {"HUIMIN_SMS_SECRET_KEY": None}, 1, "HUIMIN_SMS_SECRET_KEY", 0),
        ("in the clear", {"HUIMIN_SMS_ENDPOINT": "http://sms.example"}, 1, "HUIMIN_SMS_ENDPOINT", 0),
        ("an unknown carrier", {"HUIMIN_SMS": "pigeon"}, 1, "tencent", 0), ("no carrier", {"HUIMIN_SMS": None}, 1, "HUIMIN_SMS=tencent", 0),
    ]
    for what, how, status, words, count in rows:
        code, text, requests, seconds = trial(binary, carrier, **how)
        tally.check(code == status and words in text and requests == count, f"{what}: {code}, {requests} requests, {text[:200]!r}")
        tally.check("19900001234" not in text and SECRET_KEY not in text, f"{what}: neither phone nor key is repeated")
    code, text, requests, seconds = trial(binary, carrier, plan=["hang"])
    tally.check(code == 1 and "可能已经发出" in text and requests == 1 and 4 < seconds < 7,
                f"hangs: {code}, {requests} requests, {seconds:.1f} s, {text[:120]!r}")
    code, text, requests, _ = trial(binary, carrier, phone="12345")
    tally.check(code != 0 and requests == 0 and "11 位" in text, f"a wrong number is explained: {text[:120]!r}")


def classes(tally, binary, carrier, codes):
    """Every code that the carrier's client knows becomes a sentence of ours; a sample of each family."""
    families = {}
    for code in codes:
        families.setdefault(code.split(".")[0], []).append(code)
    expected = {"LimitExceeded": "限制了发送频率", "InternalError": "可能已经发出"}
    for family, members in sorted(families.items()):
        for code in members[:2]:
            words = "收不了短信" if code in ("InvalidParameterValue.IncorrectPhoneNumber", "FailedOperation.PhoneNumberInBlacklist",
                                        "FailedOperation.PhoneNumberParseFail") else expected.get(family, "账户、密钥、签名、模板")
            status, text, _, _ = trial(binary, carrier, plan=[code, code])
            tally.check(status == 1 and words in text, f"{code}: {text[:120]!r}")


class City:
    """A city outside of a demo: departments' files, a carrier or none, no demo accounts."""

    def __init__(self, binary, env, folder=None):
        self.folder = folder or scratch("sms")
        self.data = self.folder.name
        if folder is None:
            subprocess.run([binary, "city", "generate", "--people", "120", "--out", self.data + "/departments"], check=True,
                           stdout=subprocess.DEVNULL)
        self.log = self.data + "/server.log"
        self.process = subprocess.Popen(
            [binary, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--city", str(ROOT / "City"), "--origin",
             "https://city.example", "--log-level", "debug"], env=env, stdout=subprocess.PIPE, stderr=open(self.log, "ab"), text=True)
        line = self.process.stdout.readline()
        ready = re.search(r"http://127\.0\.0\.1:\d+", line)
        if not ready:
            raise SystemExit("the server did not start: " + open(self.log).read()[-2000:])
        self.address = ready.group(0)

    def elder(self):
        """Somebody of 83 with sound records: name, number, phone."""
        rows = sqlite3.connect(f"file:{self.data}/departments/gongan/gongan.sqlite?mode=ro", uri=True).execute(
            "SELECT xm, gmsfhm, lxdh FROM t_czrk WHERE swbs = '0' AND csrq LIKE '194_____' AND length(lxdh) = 11 "
            "AND gxsj > '2026' AND hjdz_qh LIKE '3399%' GROUP BY gmsfhm HAVING COUNT(*) = 1").fetchall()
        return rows[0]

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def stderr(self):
        return open(self.log, encoding="utf-8").read()


def until(condition, seconds=20):
    deadline = time.time() + seconds
    while time.time() < deadline and not condition():
        time.sleep(0.05)
    return condition()


def begin(city, person, **headers):
    return Client(city.address).post("/api/v1/session-challenges", {"name": person[0], "residentID": person[1]},
                                     headers={"Accept-Language": "zh-CN"} | headers)


def life(tally, binary, carrier):
    """A resident signs in by a code that went to her phone, applies, and hears of it."""
    city = City(binary, environment(carrier))
    try:
        person = city.elder()
        before = len(carrier.requests)
        challenge = begin(city, person)
        tally.check(challenge.status == 201, f"a challenge is given: {challenge.status} {challenge.body[:200]}")
        tally.check(until(lambda: len(carrier.requests) == before + 1), "a code goes out")
        message = carrier.messages[-1]
        code = message["TemplateParamSet"][0]
        tally.check(message["PhoneNumberSet"] == ["+86" + person[2]] and message["TemplateId"] == "1001", "to the phone of the register")
        tally.check(re.fullmatch(r"\d{6}", code) and len(message["TemplateParamSet"]) == 1, "the code, and nothing else")
        opened = Client(city.address).post("/api/v1/session", {"challenge": challenge.json["challenge"], "code": code})
        tally.check(opened.status == 201, f"it opens a session: {opened.status}")
        me = Client(city.address, opened.json["token"])
        stranger = begin(city, ("没有这人", person[1]))
        tally.check(stranger.status == 201 and stranger.json.keys() == challenge.json.keys(), "a wrong name gets the same answer")
        english = begin(city, person, **{"Accept-Language": "en"})
        tally.check(english.status == 201 and until(lambda: carrier.messages[-1]["TemplateId"] == "2001"), "in the reader's language")
        tally.check(len(carrier.requests) == before + 2, "and nothing goes out for a wrong name")

        # A carrier that is slow or broken is not seen in the answer.
        for how in ("hang", "FailedOperation.PhoneNumberInBlacklist"):
            carrier.plan, began = [how], time.time()
            slow = begin(city, person)
            tally.check(slow.status == 201 and time.time() - began < 2, f"{how}: the answer waits for nobody")
        until(lambda: "recipient:" in city.stderr() and "timedOut" in city.stderr())
        tally.check("recipient:FailedOperation.PhoneNumberInBlacklist" in city.stderr(), "the operator hears why")

        before = len(carrier.requests)
        applied = me.apply("0007", decideBy="person", answers=[{"field": "发放账户", "value": "6222000000001234567"}])
        tally.check(applied.status == 201, f"she applies: {applied.status} {applied.body[:300]}")
        tally.check(until(lambda: len(carrier.requests) > before), "a notice goes out")
        notice = carrier.messages[-1]
        tally.check(notice["TemplateId"] == "1003" and notice["TemplateParamSet"][0] == "高龄津贴" and len(notice["TemplateParamSet"]) == 3,
                    f"by template, with its values: {notice}")
        tally.check(person[0] not in str(carrier.messages) and person[1] not in str(carrier.messages), "neither name nor number leaves")
        lines = city.stderr()
        for secret in (person[0], person[1], person[2], code, SECRET_KEY):
            tally.check(secret not in lines, "nothing of it stands in the log")
        tally.check(not carrier.faults, f"the carrier found nothing wrong: {carrier.faults}")
    finally:
        city.stop()
    without = City(binary, environment(carrier, HUIMIN_SMS=None), folder=city.folder)
    try:
        lines = [line for line in without.stderr().splitlines() if "HUIMIN_SMS=tencent" in line]
        tally.check(len(lines) == 1, "without a carrier one line says what to set")
        answer = begin(without, person)
        tally.check(answer.status == 503 and "12345" in answer.json["nextStep"]["zh"], f"and everybody is told so: {answer.status}")
    finally:
        without.stop()
        city.folder.cleanup()


def main():
    binary, tally, carrier = sys.argv[1], Tally(), Carrier()
    life(tally, binary, carrier)
    codes = sdk_signatures(tally, carrier)
    trials(tally, binary, carrier)
    classes(tally, binary, carrier, codes)
    carrier.server.shutdown()
    tally.close()


if __name__ == "__main__":
    main()
