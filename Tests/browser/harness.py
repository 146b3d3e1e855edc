"""A running platform and a real browser, for the journeys."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from scratch import scratch

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


class Tally:
    """Counts checks and says which failed."""

    def __init__(self):
        self.passed, self.failures = 0, []

    def check(self, condition, what):
        if condition:
            self.passed += 1
        else:
            self.failures.append(what)
            print(f"FAILED {what}", flush=True)

    def close(self):
        print(f"{self.passed} passed, {len(self.failures)} failed", flush=True)
        sys.exit(1 if self.failures else 0)


class Server:
    """`huimin serve --demo` on a free port with data of its own."""

    def __init__(self, binary, people=200, database=None, options=()):
        self.binary, self.people, self.database, self.options = binary, people, database, list(options)
        self.folder = scratch("browser")
        self.data = self.folder.name
        self.process, self.address, self.accounts = None, None, []

    def start(self):
        self.process = subprocess.Popen(
            [self.binary, "serve", "--demo", "--data", self.data, "--listen", "127.0.0.1:0", "--people", str(self.people),
             "--city", str(ROOT / "City"), "--log-level", "warning"] + (["--database", self.database] if self.database else []) + self.options,
            stdout=subprocess.PIPE, stderr=open(os.path.join(self.data, "server.log"), "ab"), text=True)
        deadline = time.time() + 60
        while time.time() < deadline:
            line = self.process.stdout.readline()
            if not line:
                break
            ready = re.search(r"http://127\.0\.0\.1:\d+", line)
            if ready and self.address is None:
                self.address = ready.group(0)
            account = re.match(r"  (\S+)  (\d{17}[\dX])  (.*)", line)
            if account:
                self.accounts.append(account.groups())
            if len(self.accounts) == 15:
                return self
        self.stop()
        log = Path(self.data, "server.log").read_text(encoding="utf-8", errors="replace")
        raise SystemExit("the server did not start: " + log[-2000:])

    def account(self, words):
        return next(a for a in self.accounts if words in a[2])

    def mother_and_child(self):
        """Two people, by name and number, of whom the population register says that the one is the other's mother."""
        file = next(Path(self.data).rglob("gongan.sqlite"))
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as register:
            found = register.execute(
                "SELECT m.xm, m.gmsfhm, c.xm, c.gmsfhm FROM t_czrk c JOIN t_czrk m ON m.gmsfhm = c.mqhm "
                "WHERE c.csrq > '20120101' AND m.lxdh IS NOT NULL AND m.swbs = '0' AND c.swbs = '0' "
                "AND c.gxsj > '2026' AND m.gxsj > '2026' AND length(c.gmsfhm) = 18 AND (SELECT COUNT(*) FROM t_czrk x "
                "WHERE x.gmsfhm IN (c.gmsfhm, m.gmsfhm)) = 2 ORDER BY c.rkbh").fetchone()
        return found[:2], found[2:]

    def stop(self, signal=None):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal) if signal else self.process.terminate()
            self.process.wait(30)
        self.address = None

    def remove(self):
        self.stop()
        self.folder.cleanup()


class Postgres:
    """A PostgreSQL of its own; `new_database` gives the URL of an empty one. It ends with this process."""

    def __init__(self):
        self.process = subprocess.Popen(
            [str(ROOT / "scripts/postgres.sh")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    @property
    def is_installed(self):
        return self.url.startswith("postgres://")

    def new_database(self):
        """A schema of its own in the one database."""
        name = "journey_" + os.urandom(6).hex()
        folder = self.url.split("host=")[1]
        subprocess.run(["psql", "-q", "-h", folder, "-U", "huimin", "-d", "huimin", "-c", f"CREATE SCHEMA {name}"], check=True)
        return f"{self.url}&options=-csearch_path%3D{name}"

    def stop(self):
        self.process.stdin.close()
        self.process.wait(30)


class Visitor:
    """One browser context that notes what goes wrong on its pages."""

    def __init__(self, context, server, tally, name, shots, with_axe):
        self.context, self.server, self.tally, self.name = context, server, tally, name
        self.shots, self.with_axe, self.count = shots, with_axe, 0
        self.page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: tally.check(False, f"{name}: script error {error}"))
        self.page.on("request", self._request)

    def _console(self, message):
        expected = "status of 4" in message.text
        if message.type == "error" and not expected:
            self.tally.check(False, f"{self.name}: console {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.server.address, "data:")):
            self.tally.check(False, f"{self.name}: third-party request {request.url}")

    def open(self, path):
        return self.page.goto(self.server.address + path)

    def look(self, title):
        """A screenshot, axe, and the checks that hold for every page."""
        self.count += 1
        page = self.page
        if self.shots:
            page.screenshot(path=str(Path(self.shots) / f"{self.name}-{self.count:02d}-{title}.png"), full_page=True)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth") if self.with_axe else 0
        self.tally.check(overflow <= 0, f"{self.name} {title}: {overflow}px too wide")
        if self.with_axe:
            violations = Axe().run(page, options=AXE).response["violations"]
            words = "; ".join(f"{v['id']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:120]}" for v in violations)
            self.tally.check(not violations, f"{self.name} {title}: axe {words}")

    def sign_in(self, account, look=False):
        page = self.page
        page.fill("input[name=name]", account[0])
        page.fill("input[name=residentID]", account[1])
        if look:
            self.look("sign-in")
        page.click("main form button[type=submit]:visible")
        page.wait_for_selector("input[name=code]")
        if look:
            self.look("code")
        page.fill("input[name=code]", self.newest_code())
        page.click("main form button[type=submit]:visible")
        page.wait_for_load_state()

    def newest_code(self):
        inbox = self.context.new_page()
        inbox.goto(self.server.address + "/sandbox/inbox")
        code = re.search(r"验证码是 (\d{6})", inbox.inner_text("main")) or re.search(r"code is (\d{6})", inbox.inner_text("main"))
        inbox.close()
        return code.group(1) if code else "000000"


@contextmanager
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=["--no-sandbox"])
        try:
            yield chromium
        finally:
            chromium.close()
