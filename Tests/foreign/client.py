"""A plain client of /api/v1: what any program can do with the standard library."""
import http.client
import json
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """Speaks to one server, signed in or not."""

    def __init__(self, address, token=None):
        self.address, self.token = address, token

    def send(self, method, path, body=None, raw=None, headers=None):
        headers = dict(headers or {})
        if self.token and "Authorization" not in headers:
            headers["Authorization"] = "Bearer " + self.token
        if body is not None:
            raw = json.dumps(body, ensure_ascii=False).encode()
        if raw is not None:
            headers.setdefault("Content-Type", "application/json")
        request = urllib.request.Request(self.address + path, data=raw, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, refusal.headers, refusal.read())

    def get(self, path, **options):
        return self.send("GET", path, **options)

    def post(self, path, body=None, **options):
        return self.send("POST", path, body, **options)

    def newest_code(self):
        page = self.send("GET", "/sandbox/inbox", headers={"Accept-Language": "zh-CN", "Authorization": ""}).body.decode()
        return re.search(r"验证码是 (\d{6})|code is (\d{6})", page).group(0)[-6:]

    def challenge(self, account):
        answer = self.post("/api/v1/session-challenges", {"name": account[0], "residentID": account[1]},
                           headers={"Accept-Language": "zh-CN", "Authorization": ""})
        return answer.json["challenge"]

    def sign_in(self, account):
        """A client of this account, with a session of its own."""
        challenge = self.challenge(account)
        answer = self.post("/api/v1/session", {"challenge": challenge, "code": self.newest_code()},
                           headers={"Authorization": ""})
        return Client(self.address, answer.json["token"])

    def officer_challenge(self, name, number):
        """`None` where this officer has asked too often."""
        answer = self.post("/api/v1/desk/session-challenges", {"name": name, "staffID": number},
                           headers={"Accept-Language": "zh-CN", "Authorization": ""})
        return answer.json["challenge"] if answer.status == 201 else None

    def sign_in_officer(self, name, number):
        """A client with an officer's session of its own."""
        entry = {"challenge": self.officer_challenge(name, number), "code": self.newest_code()}
        return Client(self.address, self.post("/api/v1/desk/session", entry, headers={"Authorization": ""}).json["token"])

    def apply(self, item, key=None, **more):
        body = {"item": item, "answers": [], "declaration": True} | more
        return self.post("/api/v1/cases", body, headers={"Idempotency-Key": key or str(uuid.uuid4())})


class Browser:
    """A browser without scripts: keeps cookies, carries the token of the form that it saw last, follows nothing by itself."""

    def __init__(self, address, language="zh-CN"):
        self.address, self.language, self.cookies, self.token = address, language, {}, ""

    def send(self, method, path, raw=None, headers=None):
        headers = {"Accept-Language": self.language, "Accept": "text/html"} | (headers or {})
        if self.cookies and "Cookie" not in headers:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection(self.address.split("//")[1], timeout=30)
        try:
            connection.request(method, path, body=raw, headers=headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        found = re.search(rb'name="token" value="([0-9a-f]+)"', answer.body)
        self.token = found.group(1).decode() if found else self.token
        return answer

    def get(self, path, **options):
        return self.send("GET", path, **options)

    def post(self, path, fields=None, headers=None):
        """Sends a form with the token, and opens the page that it leads to, for the next form's token."""
        body = urllib.parse.urlencode({"token": self.token} | (fields or {})).encode()
        answer = self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"} | (headers or {}))
        if answer.status == 303:
            self.get(answer.headers["Location"])
        return answer

    def sign_in(self, account):
        self.get("/sign-in")
        self.post("/sign-in", {"name": account[0], "residentID": account[1]})
        self.post("/sign-in/code", {"code": Client(self.address).newest_code()})
        return self
