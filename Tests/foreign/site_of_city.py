"""A running demo city, and a resident who talks to it with nothing but the standard library."""
import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))
from scratch import scratch  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


class Tally:
    """Counts checks and says which failed."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, condition, what):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}", flush=True)

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        sys.exit(1 if self.failed else 0)


class City:
    """`huimin serve --demo` on a free port with data of its own."""

    def __init__(self, binary, people=120):
        self.binary, self.folder, self.people = binary, scratch("foreign"), people
        self.data, self.definitions = self.folder.name, str(ROOT / "City")
        self.log = open(os.path.join(self.data, "server.log"), "ab")
        self.start()

    def start(self):
        """Starts the server on the same data, with the definitions in `definitions`."""
        self.process = subprocess.Popen(
            [self.binary, "serve", "--demo", "--data", self.data, "--listen", "127.0.0.1:0", "--people",
             str(self.people), "--city", self.definitions, "--log-level", "warning"],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.address, self.accounts, deadline = None, [], time.time() + 60
        while time.time() < deadline and not (self.address and len(self.accounts) >= 3):
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the server did not start: " + open(self.log.name).read()[-2000:])
            ready = re.search(r"http://127\.0\.0\.1:\d+", line)
            self.address = self.address or (ready and ready.group(0))
            account = re.match(r"  (\S+)  (\d{17}[\dX])  (.*)", line)
            if account:
                self.accounts.append(account.groups())

    def stop(self):
        self.process.terminate()
        self.process.wait(30)

    def close(self):
        self.stop()
        self.folder.cleanup()


class Resident:
    """Fills in forms as a browser without scripts does."""

    def __init__(self, city):
        self.city, self.page = city, ""
        # The cookies are marked Secure; this machine's own address is trusted as browsers trust it.
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https"))
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar(policy)))

    def get(self, path):
        return self._send(urllib.request.Request(self._url(path)))

    def post(self, path, **fields):
        fields["token"] = re.search(r'name="token" value="([0-9a-f]+)"', self.page).group(1)
        return self._send(urllib.request.Request(self._url(path), urllib.parse.urlencode(fields).encode()))

    def _url(self, path):
        return path if path.startswith("http") else self.city.address + path

    def _send(self, request):
        with self.opener.open(request, timeout=30) as response:
            body = response.read()
            self.address = urllib.parse.urlparse(response.geturl()).path
            if response.headers.get_content_type() == "text/html":
                self.page = body.decode()
            return body

    def sign_in(self, account):
        self.get("/sign-in")
        self.post("/sign-in", name=account[0], residentID=account[1])
        code_page = self.page
        self.get("/sandbox/inbox")
        code = re.search(r"验证码是\s*(\d{6})", self.page).group(1)
        self.page = code_page
        self.post("/sign-in/code", code=code)

    def draft_of(self, service):
        """Begins an application, for which facts are read, and returns its address."""
        self.get("/search?q=" + urllib.parse.quote(service))
        slug = re.search(r'href="/s/([^"/?]+)"', self.page).group(1)
        self.get(f"/s/{slug}/drafts")
        return self.address

    def granted_certificate(self, service="高龄津贴"):
        """Applies, waits until the issue stands in the log, and returns the certificate's address."""
        draft = self.draft_of(service)
        self.post(draft)
        self.post(draft + "/submission", declaration="yes")
        certificate = re.search(r"/certificates/[0-9a-f-]{36}", self.page).group(0)
        for _ in range(100):
            try:
                self.get(certificate + "/proof")
                return certificate
            except urllib.error.HTTPError:
                time.sleep(0.1)
        raise SystemExit("the certificate did not come into the log")
