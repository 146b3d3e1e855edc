#!/usr/bin/env python3
"""核验包 as its holder downloads it, checked by a stranger's Chromium with the page's own script and by `huimin certificate
verify`: both take it, both refuse what was changed, and nothing of it is sent to the server.

    verify_file.py [path of huimin]
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "foreign"))
from playwright.sync_api import sync_playwright  # noqa: E402
from site_of_city import City, ROOT, Resident, Tally  # noqa: E402


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def flipped(text, place):
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1:]


def mutants(bundle, other):
    """What was done, and the file."""
    token, event = bundle["sd_jwt"], json.loads(unpadded(bundle["issue"]["event"]))
    head, body, signature = token.split("~")[0].split(".")
    rest = token.split("~")[1:]
    jwt = ".".join([head, body, signature])
    yield "a signature changed", {**bundle, "sd_jwt": token.replace(signature, flipped(signature, 40))}
    claims = {**json.loads(unpadded(body)), "iss": "https://evil.example"}
    yield "another issuer", {**bundle, "sd_jwt": token.replace(body, encoded(json.dumps(claims).encode()))}
    none = encoded(json.dumps({**json.loads(unpadded(head)), "alg": "none"}).encode())
    yield "algorithm none", {**bundle, "sd_jwt": token.replace(head, none)}
    added = encoded(b'["c2FsdHNhbHRzYWx0c2FsdA","amount_yuan","99999"]')
    yield "a claim added", {**bundle, "sd_jwt": "~".join([jwt, *rest[:-1], added, ""])}
    yield "a claim changed", {**bundle, "sd_jwt": "~".join([jwt, flipped(rest[0], 30), *rest[1:]])}
    yield "the certificate of another", {**bundle, "sd_jwt": other["sd_jwt"]}
    yield "the issue of another", {**bundle, "issue": other["issue"]}
    yield "the proof of another", {**bundle, "proof": other["proof"]}
    yield "another salt", {**bundle, "issue": {**bundle["issue"], "salt": flipped(bundle["issue"]["salt"], 3)}}
    later = encoded(json.dumps({**event, "recorded": event["recorded"] + 1}).encode())
    yield "another time of issue", {**bundle, "issue": {**bundle["issue"], "event": later}}
    lines = bundle["proof"].split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("index "))
    yield "another place", {**bundle, "proof": "\n".join([*lines[:at], "index 0", *lines[at + 1:]])}
    if lines[at + 1]:
        changed = flipped(lines[at + 1], 5)
        yield "a hash changed", {**bundle, "proof": "\n".join([*lines[:at + 1], changed, *lines[at + 2:]])}
    blank = lines.index("", at)
    yield "another root", {**bundle, "proof": "\n".join([*lines[:blank + 3], flipped(lines[blank + 3], 5), *lines[blank + 4:]])}


class Visitor:
    """A stranger's browser on the page, which records what it asks the server for."""

    def __init__(self, browser, city, language="zh-CN", **options):
        self.page = browser.new_context(locale=language, **options).new_page()
        self.asked, self.faults = [], []
        self.page.on("request", lambda r: self.asked.append((r.method, r.url.removeprefix(city.address), r.post_data)))
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        self.page.goto(city.address + "/v/file")

    def verdict(self, content):
        self.page.set_input_files("input[type=file]", {
            "name": "certificate.json", "mimeType": "application/json", "buffer": content.encode()})
        self.page.wait_for_selector("[data-verdict]:not([hidden])")
        return self.page.get_attribute("[data-verdict]:not([hidden])", "data-verdict")

    def scanned(self, text):
        """What the page says of a text that was scanned."""
        self.page.fill("textarea", "")
        self.page.evaluate("for (const one of document.querySelectorAll('[data-verdict]')) one.hidden = true")
        self.page.fill("textarea", text)
        self.page.wait_for_selector("[data-verdict]:not([hidden])")
        return self.page.get_attribute("[data-verdict]:not([hidden])", "data-verdict")

    def said(self, step):
        return self.page.inner_text(f"[data-step={step}] [data-said]")


def check(tally, city, browser, verify, bundles, account):
    bundle, other = bundles
    visitor = Visitor(browser, city)
    tally.check(visitor.verdict(json.dumps(bundle)) == "good", "a genuine file passes")
    tally.check(verify(json.dumps(bundle)) == 0, "the program takes it too")
    tally.check("账本第" in visitor.said("log") and "{" not in visitor.said("log"), f"it says where: {visitor.said('log')}")
    tally.check(account[0] in visitor.page.inner_text("[data-claims]"), "the holder's name is shown")
    part = {**bundle, "sd_jwt": bundle["sd_jwt"].split("~")[0] + "~"}
    tally.check(visitor.verdict(json.dumps(part)) == "good", "without any claim it is genuine all the same")
    tally.check(account[0] not in visitor.page.inner_text("main"), "and shows no name")
    tally.check(visitor.verdict(bundle["sd_jwt"]) == "good", "the credential alone passes")
    tally.check("核验包" in visitor.said("log"), "and says that it holds no proof of the log")
    for what, mutant in mutants(bundle, other):
        tally.check(visitor.verdict(json.dumps(mutant)) == "bad", f"the browser takes {what}")
        tally.check(verify(json.dumps(mutant)) == 1, f"the program takes {what}")
    for rubbish in ["", "{}", "not a certificate", '{"sd_jwt": 3}', "\u0000"]:
        tally.check(visitor.verdict(rubbish) == "bad", f"the browser takes {rubbish!r}")
    tally.check(all(method == "GET" and data is None for method, _, data in visitor.asked), "nothing is sent")
    secret = bundle["sd_jwt"].split("~")[1]
    tally.check(not any(secret in url for _, url, _ in visitor.asked), "nor hidden in an address")
    tally.check(visitor.faults == [], f"no fault in the console: {visitor.faults[:3]}")


def paper(tally, city, browser, verify, code, account):
    """The code on a sheet: read without asking for anything but the published keys."""
    visitor = Visitor(browser, city)
    visitor.page.wait_for_load_state("networkidle")
    visitor.asked.clear()
    tally.check(visitor.scanned(code) == "paper", "what is signed for paper is taken as such")
    tally.check({url for _, url, _ in visitor.asked} <= {"/.well-known/jwks.json"}, f"nothing else is asked: {visitor.asked}")
    words = visitor.page.inner_text("main")
    tally.check("签发以后可能已经暂停" in words and "看不出今天的状态" in words, "it says that the status may have changed")
    tally.check(account[0] not in words and account[1] not in words, "the name is masked")
    tally.check(verify(code) == 0, "the program reads it")
    head, body, signature = code.split("#")[1].split(".")
    said = json.loads(unpadded(body))
    for what, mutant in {
            "a signature changed": [head, body, flipped(signature, 20)],
            "another number": [head, encoded(json.dumps({**said, "n": "GLFT209900000009"}).encode()), signature],
            "algorithm none": [encoded(b'{"alg":"none","typ":"paper+jwt"}'), body, ""],
            "a type of its own": [encoded(b'{"alg":"ES256","typ":"dc+sd-jwt"}'), body, signature]}.items():
        text = code.split("#")[0] + "#" + ".".join(mutant)
        tally.check(visitor.scanned(text) == "bad", f"paper: the browser takes {what}")
        tally.check(verify(text) == 1, f"paper: the program takes {what}")
    tally.check(visitor.faults == [], f"no fault in the console: {visitor.faults[:3]}")


def overlapping(tally, city, browser, bundle):
    """What was asked first and answered last says nothing over what was asked last."""
    visitor = Visitor(browser, city)
    held = []
    visitor.page.route("**/.well-known/jwks.json", lambda route: route.continue_() if held else held.append(route))
    jwt, *rest = bundle["sd_jwt"].split("~")
    visitor.page.fill("textarea", "~".join([flipped(jwt, len(jwt) - 20), *rest]))
    while not held:
        visitor.page.wait_for_timeout(10)
    tally.check(visitor.verdict(json.dumps(bundle)) == "good", "the file that was chosen last passes")
    with visitor.page.expect_response("**/.well-known/jwks.json"):
        held[0].continue_()
    visitor.page.wait_for_timeout(300)
    shown = visitor.page.eval_on_selector_all("[data-verdict]:not([hidden])", "all => all.map((one) => one.dataset.verdict)")
    tally.check(shown == ["good"], f"an older check shows nothing any more: {shown}")
    visitor.page.context.close()


def on_sheet(browser, resident, address):
    """The text of the code on the certificate's page, as a reader of codes takes it from the picture."""
    with tempfile.TemporaryDirectory() as folder:
        page = browser.new_context(locale="zh-CN", viewport={"width": 1000, "height": 1400}, device_scale_factor=4).new_page()
        page.set_content(resident.get(address).decode())
        page.add_style_tag(content=".qr{width:600px;background:#fff}.qr-paper{fill:#fff}.qr-ink{fill:#000}")
        page.locator("svg.qr").first.screenshot(path=f"{folder}/code.png")
        return subprocess.run(["zbarimg", "-q", "--raw", f"{folder}/code.png"], capture_output=True, text=True).stdout.strip()


def pictures(browser, city, bundle, folder):
    for name, language, options in [("phone", "zh-CN", {"viewport": {"width": 390, "height": 844}}),
                                    ("desktop", "en", {"viewport": {"width": 1280, "height": 900}})]:
        visitor = Visitor(browser, city, language, **options)
        visitor.verdict(json.dumps(bundle))
        visitor.page.screenshot(path=f"{folder}/verify-file-{name}.png", full_page=True)


def without_script(tally, browser, city):
    page = browser.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    page.goto(city.address + "/v/file")
    tally.check("JavaScript" in page.inner_text("noscript, main"), "without JavaScript the page says so")


def main():
    tally = Tally()
    city = City(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/debug/huimin"))
    try:
        bundles = []
        for service in ["高龄津贴", "城乡居民医保参保"]:
            resident = Resident(city)
            resident.sign_in(city.accounts[0])
            address = resident.granted_certificate(service)
            bundles.append(json.loads(resident.get(address + "/bundle")))
        with tempfile.TemporaryDirectory() as folder:
            keys, file = os.path.join(folder, "jwks.json"), os.path.join(folder, "file")
            pathlib.Path(keys).write_bytes(resident.get("/.well-known/jwks.json"))
            log_key = resident.get("/log/key").decode().strip()

            def verify(content):
                pathlib.Path(file).write_text(content)
                return subprocess.run(
                    [city.binary, "certificate", "verify", file, "--keys", keys, "--log-key", log_key],
                    capture_output=True, timeout=30).returncode

            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                check(tally, city, browser, verify, bundles, city.accounts[0])
                paper(tally, city, browser, verify, on_sheet(browser, resident, address), city.accounts[0])
                overlapping(tally, city, browser, bundles[0])
                without_script(tally, browser, city)
                if os.environ.get("HUIMIN_PICTURES"):
                    pictures(browser, city, bundles[0], os.environ["HUIMIN_PICTURES"])
                browser.close()
    finally:
        city.close()
    tally.close()


if __name__ == "__main__":
    main()
