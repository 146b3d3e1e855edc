"""The journeys of residents in a real browser: phone and desktop, with and without JavaScript.

    journeys.py BINARY [--shots FOLDER] [--only VARIANT] [--database postgres]
"""
import argparse
import os
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "foreign"))
from client import Client  # noqa: E402
from harness import DESKTOP, PHONE, Postgres, Server, Tally, Visitor, browser  # noqa: E402


def apply(visitor, account, look=True):
    """From the home page to the page of the case."""
    page = visitor.page
    visitor.open("/")
    visitor.look("home") if look else None
    page.fill("main input[name=q]", "爸爸八十多了，政府有补贴吗")
    page.press("main input[name=q]", "Enter")
    page.wait_for_load_state()
    visitor.look("search") if look else None
    visitor.tally.check("高龄津贴" in page.inner_text("main"), f"{visitor.name}: search finds the allowance")
    page.click("main a[href='/s/0007']")
    page.wait_for_load_state()
    visitor.look("guide") if look else None
    page.locator("main form[action='/s/0007/drafts'] button").first.click()
    page.wait_for_load_state()
    visitor.sign_in(account, look)
    visitor.tally.check("/drafts/" in page.url, f"{visitor.name}: sign-in leads back to the application, not {page.url}")
    visitor.look("form") if look else None
    return page


def submit(visitor, by_person=False, look=True):
    page = visitor.page
    page.locator("main form button.button-primary, main form button[type=submit]:not(.default-submit):not([formaction])").last.click()
    page.wait_for_url("**/review")
    visitor.look("review") if look else None
    page.check("input[name=declaration]")
    if by_person:
        page.click("button[name=decideBy]")
    else:
        page.locator("form[action$='/submission'] button:not([name])").first.click()
    page.wait_for_url("**/cases/**")


def granted(chromium, server, tally, shots, name, device, js):
    """An 83-year-old: from a search to a certificate that a stranger verifies, and a rating."""
    context = chromium.new_context(locale="zh-CN", reduced_motion="reduce", timezone_id="Asia/Shanghai", java_script_enabled=js, **device)
    visitor = Visitor(context, server, tally, name, shots, with_axe=js)
    account = server.account("账户在本人名下")
    page = apply(visitor, account)
    if page.url.endswith("/review") or "/drafts/" in page.url:
        submit(visitor)
    tally.check("批准了" in page.inner_text("main"), f"{name}: granted at once")
    tally.check("100" in page.inner_text("main"), f"{name}: says the amount")
    wait_for_text(page, "发放部门已登记", tally, f"{name}: the department acknowledges", reload=not js)
    visitor.look("case")
    case = page.url
    page.locator("main a[href^='/certificates/']").first.click()
    page.wait_for_load_state()
    visitor.look("certificate")
    token = page.locator("main a[href*='/v/']").first.get_attribute("href").split("/v/")[1]
    stranger = Visitor(chromium.new_context(locale="zh-CN", reduced_motion="reduce", java_script_enabled=js, **device), server, tally, name + "-stranger", shots, js)
    answer = stranger.open("/v/" + token)
    text = stranger.page.inner_text("main")
    tally.check(answer.status == 200 and "有效" in text, f"{name}: a stranger verifies it")
    tally.check(account[0] not in text and account[1] not in text and account[1][-6:] not in text, f"{name}: the check shows no name or number")
    tally.check("noindex" in (answer.headers.get("x-robots-tag") or ""), f"{name}: the check is not indexed")
    stranger.look("verify")
    page.goto(case + "/rating")
    visitor.look("rating")
    page.locator("input[name=level][value='5']").check(force=True)
    page.locator("main form button[type=submit]:visible").last.click()
    page.wait_for_load_state()
    visitor.look("thanks")
    for path, title in [("/me", "me"), ("/me/reads", "reads"), ("/cases", "cases"), ("/help", "help"), ("/log", "log"), ("/resources", "resources"), ("/resources/339900-GA-9001", "resource"), ("/v", "verify-form"), ("/sandbox/inbox", "inbox"), ("/design", "design"), ("/nowhere", "nowhere")]:
        visitor.open(path)
        visitor.look(title)
    # Doing it all again leads to the same case or to a person, never to a second grant.
    visitor.open("/s/0007")
    page.locator("main form[action='/s/0007/drafts'] button").first.click()
    page.wait_for_load_state()
    submit(visitor, look=False)
    tally.check("工作人员" in page.inner_text("main") and "已经在享受" in page.inner_text("main"), f"{name}: a second application goes to a person")
    visitor.look("second")
    context.close()
    stranger.context.close()


def wait_for_text(page, text, tally, what, reload, seconds=6):
    deadline = time.time() + seconds
    while time.time() < deadline:
        if text in page.inner_text("main"):
            return tally.check(True, what)
        time.sleep(0.3)
        if reload:
            page.reload()
    tally.check(False, what)


def referred(chromium, server, tally, shots):
    """Whoever cannot be granted by a rule is handed to a person, with the reason and the day of the answer."""
    cases = [("已在领取", "不能当场确认"), ("账户在女儿名下", "是否是您本人的"), ("公安登记已去世", "不能当场确认"), ("户籍已迁出", "不能当场确认"), ("互相矛盾", "不一致")]
    for words, reason in cases:
        name = f"referred-{cases.index((words, reason))}"
        visitor = Visitor(chromium.new_context(locale="zh-CN", reduced_motion="reduce", **PHONE), server, tally, name, shots, with_axe=False)
        account = server.account(words)
        try:
            page = apply(visitor, account, look=False)
        except Exception as error:
            tally.check(False, f"{name} ({words}): {str(error)[:200]}")
            continue
        submit(visitor, look=False)
        text = page.inner_text("main")
        tally.check("批准了" not in text and reason in text, f"{name} ({words}): handed to a person because “{reason}”: {text[:120]!r}")
        visitor.look("case")
        visitor.context.close()


def stubborn_form(chromium, server, tally, shots):
    """Wrong numbers, wrong codes, double taps, disputes, a person asked for: nothing is lost, nothing doubled."""
    visitor = Visitor(chromium.new_context(locale="zh-CN", reduced_motion="reduce", **PHONE), server, tally, "stubborn", shots, with_axe=True)
    page, account = visitor.page, server.account("九十岁档")
    visitor.open("/sign-in")
    page.fill("input[name=name]", account[0])
    page.fill("input[name=residentID]", account[1][:-1] + ("1" if account[1][-1] != "1" else "2"))
    page.click("main form button[type=submit]:visible")
    tally.check(page.input_value("input[name=name]") == account[0], "stubborn: what was typed stays after an error")
    visitor.look("wrong-number")
    page.fill("input[name=residentID]", account[1].lower())
    page.fill("input[name=name]", account[0].replace("·", "."))
    page.click("main form button[type=submit]:visible")
    page.fill("input[name=code]", "000000" if visitor.newest_code() != "000000" else "111111")
    page.click("main form button[type=submit]:visible")
    visitor.look("wrong-code")
    page.fill("input[name=code]", visitor.newest_code())
    page.click("main form button[type=submit]:visible")
    page.wait_for_url("**/me")
    visitor.open("/s/0007")
    page.locator("main form[action='/s/0007/drafts'] button").first.click()
    page.wait_for_url("**/drafts/**")
    draft = page.url
    page.locator("button[name=dispute]").first.click()
    page.wait_for_load_state()
    tally.check(page.locator("button[name=undispute]").count() == 1, "stubborn: a value can be called wrong")
    visitor.look("disputed")
    page.locator("button[name=undispute]").first.click()
    page.wait_for_load_state()
    other = visitor.context.new_page()
    other.goto(server.address + "/s/0007")
    other.locator("main form[action='/s/0007/drafts'] button").first.click()
    other.wait_for_url("**/drafts/**")
    tally.check(other.url == draft, "stubborn: a second tab continues the same draft")
    for tab in (page, other):
        tab.goto(draft + "/review")
        tab.check("input[name=declaration]")
    page.locator("form[action$='/submission'] button:not([name])").first.click()
    page.wait_for_url("**/cases/**")
    other.locator("form[action$='/submission'] button:not([name])").first.click()
    other.wait_for_url("**/cases/**")
    tally.check(other.url == page.url, "stubborn: two tabs make one case")
    page.go_back()
    page.goto(draft)
    tally.check("/cases/" in page.url, "stubborn: the draft leads to its case")
    tally.check("200" in page.inner_text("main"), "stubborn: ninety-one years are the second band")
    page.locator("form[action$='/person'] button").first.click()
    page.wait_for_load_state()
    tally.check("由人来看" in page.inner_text("main") or "人工" in page.inner_text("main"), "stubborn: a person can be asked for")
    visitor.look("person")
    visitor.open("/language/en?return=/s/0007")
    visitor.look("english")
    visitor.open("/presentation/elder?return=/")
    visitor.look("elder-home")
    visitor.open("/s/0007")
    visitor.look("elder-guide")
    visitor.context.close()


def live_timeline(chromium, server, tally, shots):
    """An open page shows an event within a second or two of its commit, without a reload."""
    visitor = Visitor(chromium.new_context(locale="zh-CN", reduced_motion="reduce", **DESKTOP), server, tally, "live", shots, with_axe=False)
    page = visitor.page
    apply(visitor, server.account("准备开店"), look=False)
    submit(visitor, look=False)
    case = page.url
    tally.check("工作人员" in page.inner_text("main"), "live: a shop owner of 38 is handed to a person")
    page.wait_for_selector("[data-live-on]:not([hidden])", timeout=5000)
    officer = Client(server.address).sign_in_officer("周敏", "JD01")
    claimed = officer.post("/api/v1/desk/cases/" + case.rsplit("/", 1)[1] + "/claim")
    tally.check(claimed.status == 200, f"live: an officer takes it in hand: {claimed.status}")
    started = time.time()
    wait_for_text(page, "工作人员开始办理", tally, "live: the open page shows it by itself", reload=False, seconds=3)
    print(f"live update after {time.time() - started:.2f} s")
    visitor.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--shots")
    parser.add_argument("--only")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    tally = Tally()
    postgres = Postgres() if options.database == "postgres" else None
    if postgres and not postgres.is_installed:
        tally.close()
    variants = [("phone", PHONE, True), ("phone-nojs", PHONE, False), ("desktop", DESKTOP, True), ("desktop-nojs", DESKTOP, False)]
    with browser() as chromium:
        for name, device, js in variants:
            if options.only and options.only != name:
                continue
            server = Server(options.binary, database=postgres.new_database() if postgres else None).start()
            try:
                granted(chromium, server, tally, options.shots, name, device, js)
                if name == "phone":
                    referred(chromium, server, tally, options.shots)
                    stubborn_form(chromium, server, tally, options.shots)
                    live_timeline(chromium, server, tally, options.shots)
            except Exception as error:
                tally.check(False, f"{name}: {type(error).__name__} {str(error)[:600]}")
                print(open(os.path.join(server.data, "server.log")).read()[-3000:])
            finally:
                server.remove()
    if postgres:
        postgres.stop()
    tally.close()


if __name__ == "__main__":
    main()
