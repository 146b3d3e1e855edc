"""The certificate library in real browsers: a holder on a phone shows a certificate by a code, a second browser without an
account gets only what was chosen, with and without JavaScript; somebody with a mandate shows it for the holder, a mother adds
her child; a department's own licence is read with consent and shown as what it is; and paper is checked by number and check code.

    wallet.py BINARY [--shots FOLDER]
"""
import argparse
import os
import re

import desk
from desk import officer, visitor
from harness import DESKTOP, PHONE, Server, Tally, browser

# As programs write days; pages do not.
RAW_DAY = r"(?<![\d-])\d{4}-\d{2}-\d{2}(?!\d)"


def granted(chromium, server, tally, shots, name, account):
    """A resident with a certificate, on its page."""
    resident = visitor(chromium, server, tally, shots, name, PHONE)
    page = resident.page
    resident.open("/s/0007")
    page.locator("main form[action='/s/0007/drafts'] button").first.click()
    page.wait_for_load_state()
    resident.sign_in(account)
    if page.locator("main form .actions button[type=submit]").count():
        page.locator("main form .actions button[type=submit]").last.click()
        page.wait_for_load_state()
    page.check("input[name=declaration]")
    page.locator("form[action$='/submission'] button:not([name])").first.click()
    page.wait_for_url("**/cases/**")
    return resident


def shown(resident, claims, purpose, look=False):
    """Shows the first certificate; the code that it gives."""
    page = resident.page
    resident.open("/certificates")
    if look:
        resident.look("wallet")
    page.locator("a[href$='/presentation']").first.click()
    page.wait_for_load_state()
    if look:
        page.locator("main form .actions button").click()
        page.wait_for_load_state()
        resident.look("nothing-chosen")
    for claim in claims:
        page.locator(f"input[name='claim.{claim}']").check(force=True)
    page.locator(f"input[name=purpose][value={purpose}]").check(force=True)
    page.locator("main form .actions button").click()
    page.wait_for_load_state()
    return page.inner_text(".showing-code").strip()


def opened(verifier, code, purpose, name):
    page = verifier.page
    verifier.open(f"/p/{code}")
    page.locator(f"input[name=purpose][value={purpose}]").check(force=True)
    page.fill("input[name=verifier]", name)
    page.locator("main form .actions button").click()
    page.wait_for_load_state()
    return page.inner_text("main")


def present(chromium, server, tally, shots):
    """Shown on a phone, seen in a second browser; the holder's phone follows by itself."""
    account = server.accounts[0]
    holder = granted(chromium, server, tally, shots, "show-phone", account)
    verifier = visitor(chromium, server, tally, shots, "verifier-desktop", DESKTOP)
    code = shown(holder, ["holder_name", "service_item"], "service", look=True)
    tally.check(re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", code), "a code that can be read out")
    holder.look("code")
    verifier.open(f"/p/{code}")
    verifier.look("entrance")
    words = opened(verifier, code, "service", "惠民银行城东支行")
    tally.check(account[0] in words and "高龄津贴" in words and "现在有效" in words, "the verifier sees the chosen fields")
    tally.check(account[1] not in words and "标准（元）" not in words and "办件编号" not in words, "and no other")
    tally.check(account[1] not in verifier.page.content(), "nor are they hidden in the page")
    verifier.look("seen")
    holder.page.wait_for_selector("text=对方看过了", timeout=15000)
    tally.check("惠民银行城东支行" in holder.page.inner_text("#showing"), "the phone says who has looked")
    holder.look("followed")
    words = opened(verifier, code, "service", "惠民银行城东支行")
    tally.check("用过了" in words and account[0] not in words, "a second look is refused")
    verifier.look("used")
    code = shown(holder, ["holder_name"], "benefit")
    words = opened(verifier, code, "employment", "某公司")
    tally.check("没有同意用于这个用途" in words and account[0] not in words, "another purpose is refused")
    holder.open("/me/reads")
    words = holder.page.inner_text("main")
    tally.check("惠民银行城东支行" in words and "某公司" not in words, "the holder reads who has seen what")
    holder.look("reads")
    holder.open("/certificates")
    holder.page.locator("main h2 a").first.click()
    holder.page.wait_for_load_state()
    words = holder.page.inner_text("#showings")
    tally.check("惠民银行城东支行" in words and "某公司" in words, "and on the certificate who tried")
    lines = holder.page.evaluate(
        "[...document.querySelectorAll('.certificate dd')].filter(d => /^\\d{15,}$/.test(d.textContent))"
        ".map(d => Math.round(d.offsetHeight / parseFloat(getComputedStyle(d).lineHeight)))")
    tally.check(lines and set(lines) == {1}, f"long numbers stand on one line of the sheet: {lines}")
    tally.check(not re.search(RAW_DAY, holder.page.inner_text("main")), "days are written as people write them")
    holder.look("certificate")
    holder.open("/language/en?return=" + holder.page.url.replace(server.address, ""))
    holder.look("certificate-english")
    for one in (holder, verifier):
        one.context.close()


def without_script(chromium, server, tally, shots):
    """The same where no script runs."""
    account = server.accounts[0]
    holder = visitor(chromium, server, tally, shots, "show-plain", PHONE, js=False)
    holder.open("/sign-in?return=/certificates")
    holder.sign_in(account)
    verifier = visitor(chromium, server, tally, shots, "verifier-plain", PHONE, js=False)
    code = shown(holder, ["service_item"], "travel")
    words = opened(verifier, code, "travel", "客栈前台")
    tally.check("高龄津贴" in words and account[0] not in words, "plain: only what was chosen, and the name was not")
    holder.page.get_by_role("link", name="看看对方看了没有").click()
    holder.page.wait_for_load_state()
    tally.check("客栈前台" in holder.page.inner_text("#showing"), "plain: the holder looks who has looked")
    for one in (holder, verifier):
        one.context.close()


def paper(chromium, server, tally, shots):
    """Number and check code from a printed sheet."""
    account = server.accounts[0]
    holder = visitor(chromium, server, tally, shots, "paper-holder", DESKTOP)
    holder.open("/sign-in?return=/certificates")
    holder.sign_in(account)
    holder.page.locator("main h2 a").first.click()
    holder.page.wait_for_load_state()
    number = re.search(r"编号 (\S+)", holder.page.inner_text(".certificate-number")).group(1)
    check = holder.page.inner_text(".certificate-check").strip()
    clerk = visitor(chromium, server, tally, shots, "paper-clerk", PHONE)
    clerk.open("/v")
    clerk.page.fill("input[name=number]", number)
    clerk.page.fill("input[name=check]", "ABCDE-FGHJK")
    clerk.page.locator("main form .actions button").click()
    clerk.page.wait_for_load_state()
    tally.check("对得上" in clerk.page.inner_text("main"), "a wrong check code opens nothing")
    clerk.look("wrong")
    clerk.page.fill("input[name=check]", check.lower())
    clerk.page.locator("main form .actions button").click()
    clerk.page.wait_for_load_state()
    words = clerk.page.inner_text("main")
    tally.check("现在有效" in words and account[0] not in words, "number and check code open the public check")
    clerk.look("valid")
    for one in (holder, clerk):
        one.context.close()


def life(chromium, server, tally, shots):
    """An officer suspends a certificate with ground and reason; holder and checker read so; then it counts again."""
    account = server.accounts[0]
    holder = visitor(chromium, server, tally, shots, "life-holder", PHONE)
    holder.open("/sign-in?return=/certificates")
    holder.sign_in(account)
    holder.page.locator("main h2 a").first.click()
    holder.page.wait_for_load_state()
    address = holder.page.url.replace(server.address, "")
    number = re.search(r"编号 (\S+)", holder.page.inner_text(".certificate-number")).group(1)
    check = re.search(r"/v/[0-9a-f]{32}", holder.page.content()).group(0)
    clerk = officer(chromium, server, tally, shots, "MZ01", "/desk/certificates")
    page = clerk.page
    clerk.look("search")
    page.fill("input[name=number]", number)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.get_by_text("暂停使用", exact=True).first.click()
    page.locator("form[action$='/suspend'] textarea").fill("正在核查领取资格")
    page.locator("form[action$='/suspend'] button[type=submit]").click()
    page.wait_for_load_state()
    tally.check("没有写法律依据" in page.inner_text("main"), "nothing is taken away without a ground of law")
    clerk.look("no-ground")
    page.fill("form[action$='/suspend'] input[name='ground.suspend']", "《惠民市高龄津贴发放办法（示例）》第十二条")
    page.locator("form[action$='/suspend'] input[value=certificate]").check()
    page.locator("form[action$='/suspend'] button[type=submit]").click()
    page.wait_for_load_state()
    tally.check("正在核查领取资格" in page.inner_text("#life"), "it is suspended")
    clerk.look("suspended")
    holder.open(address)
    words = holder.page.inner_text("main")
    tally.check("起暂停使用" in words and "第十二条" in words and "行政复议" in words, "the holder reads why, and the remedies")
    holder.look("suspended")
    holder.open(check)
    tally.check("起暂停使用" in holder.page.inner_text("main"), "so does whoever checks it")
    holder.look("checked")
    page.get_by_text("恢复使用", exact=True).first.click()
    page.locator("form[action$='/resume'] textarea").fill("核查结束，资格无误")
    page.locator("form[action$='/resume'] button[type=submit]").click()
    page.wait_for_load_state()
    holder.open(check)
    tally.check("现在有效" in holder.page.inner_text("main"), "and it counts again")
    clerk.open("/language/en?return=/desk" + address)
    clerk.look("english")
    for one in (holder, clerk):
        one.context.close()


def family(chromium, server, tally, shots):
    """A mandate: given, accepted at sign-in, used, read of by both, revoked. No script runs at the agent's."""
    account, other = server.accounts[0], server.accounts[1]
    holder = visitor(chromium, server, tally, shots, "mandate-holder", PHONE)
    holder.open("/sign-in?return=/me/mandates")
    holder.sign_in(account)
    page = holder.page
    holder.look("empty")
    page.locator("a[href='/me/mandates/new']").click()
    page.wait_for_load_state()
    page.locator("main form .actions button").click()
    page.wait_for_load_state()
    tally.check("请填写姓名" in page.inner_text("main"), "what is missing is said")
    holder.look("missing")
    page.fill("input[name=name]", other[0])
    page.fill("input[name=residentID]", other[1])
    page.locator("input[name='power.certificates']").check(force=True)
    page.locator("input[name='power.cases']").check(force=True)
    holder.look("form")
    page.locator("main form .actions button").click()
    page.wait_for_load_state()
    tally.check("等对方确认" in page.inner_text("#given"), "it waits for the other side")
    agent = visitor(chromium, server, tally, shots, "mandate-agent", DESKTOP, js=False)
    agent.open("/sign-in?return=/me")
    agent.sign_in(other)
    agent.page.get_by_role("link", name="去看看").click()
    agent.page.wait_for_load_state()
    tally.check(account[0] in agent.page.inner_text("#offers"), "the agent reads who asks, at the next sign-in")
    agent.look("offer")
    agent.page.locator("form[action$='/acceptance'] button").click()
    agent.page.wait_for_load_state()
    agent.look("held")
    agent.open("/certificates")
    tally.check(f"{account[0]}（委托您" in agent.page.inner_text("#family"), "the wallet keeps family apart")
    agent.look("wallet")
    agent.page.locator("#family a[href$='/presentation']").first.click()
    agent.page.wait_for_load_state()
    agent.look("choose")
    agent.page.locator("input[name='claim.holder_name']").check(force=True)
    agent.page.locator("input[name=purpose][value=service]").check(force=True)
    agent.page.locator("main form .actions button").click()
    agent.page.wait_for_load_state()
    code = agent.page.inner_text(".showing-code").strip()
    verifier = visitor(chromium, server, tally, shots, "mandate-verifier", PHONE)
    words = opened(verifier, code, "service", "社区卫生服务中心")
    tally.check(account[0] in words and other[0] in words, "the verifier reads whose it is and who shows it")
    verifier.look("seen")
    holder.open("/me/reads")
    words = page.inner_text("main")
    tally.check(f"{other[0]}（替您办事的人）" in words and "社区卫生服务中心" in words, "the holder reads who did what")
    holder.open("/me/mandates")
    page.locator("#given summary").first.click()
    tally.check("代为出示证照" in page.inner_text("#given"), "and so it stands in the mandate")
    holder.look("deeds")
    page.locator("#given form[action$='/revocation'] button").click()
    page.wait_for_load_state()
    agent.open("/certificates")
    tally.check(not agent.page.locator("#family").count(), "revoked, it has ended at once")
    holder.open("/language/en?return=/me/mandates")
    holder.look("english")
    for one in (holder, agent, verifier):
        one.context.close()


def child(chromium, server, tally, shots):
    """A mother adds her child by what the register says; another child she cannot."""
    (name, number), (child_name, child_number) = server.mother_and_child()
    mother = visitor(chromium, server, tally, shots, "mother", PHONE)
    mother.open("/sign-in?return=/me/mandates")
    mother.sign_in((name, number))
    page = mother.page

    def add(who, which):
        if not page.locator("#children input[name=name]").is_visible():
            page.locator("#children summary").last.click()
        page.fill("#children input[name=name]", who)
        page.fill("#children input[name=residentID]", which)
        page.locator("#children form button").last.click()
        page.wait_for_load_state()

    add(child_name + "儿", child_number)
    tally.check("查不到您是" in page.inner_text("main"), "under another name nothing is found")
    mother.look("not-found")
    add(child_name, child_number)
    tally.check(child_name in page.inner_text("#children") and "有效" in page.inner_text("#children"), "the child is added")
    mother.look("added")
    mother.open("/certificates")
    tally.check(f"{child_name}（您的孩子）" in page.inner_text("#family"), "and stands in the wallet")
    mother.context.close()


def departments(chromium, server, tally, shots):
    """A driving licence of the traffic police, read with consent, shown as a department's data, and withdrawn."""
    account = server.account("驾驶证")
    holder = visitor(chromium, server, tally, shots, "import-phone", PHONE)
    holder.open("/sign-in?return=/certificates")
    holder.sign_in(account)
    page = holder.page
    holder.open("/certificates")
    tally.check("交通警察支队" in page.inner_text("#imports") and "可信等级" not in page.inner_text("#imports"), "nothing is read unasked")
    tally.check("由您自己出示" in page.inner_text("#imports") and "第二十九条" in page.inner_text("#imports"), "what one would agree to is said before")
    holder.look("offers")
    page.locator("form[action='/certificate-imports/339900-CL-9001'] button").click()
    page.wait_for_load_state()
    tally.check("没有您的残疾人证" in page.inner_text("#imports"), "what a department has not is said")
    page.locator("form[action='/certificate-imports/339900-JG-9001'] button").click()
    page.wait_for_load_state()
    words = page.inner_text("#imports")
    tally.check("已读取机动车驾驶证" in words and "部门登记有效" in words and "发证部门提供" in words, "the licence is read, with source and grade")
    tally.check("还没有证照" not in page.inner_text("main"), "nothing is said of what there is not")
    holder.look("read")
    code = shown(holder, ["holder_name", "准驾车型"], "employment")
    verifier = visitor(chromium, server, tally, shots, "import-verifier", DESKTOP)
    words = opened(verifier, code, "employment", "平安物流公司")
    tally.check(account[0] in words and "不是本平台签发的证照" in words and "现在有效" not in words, "the verifier reads whose data they are")
    tally.check("驾驶证状态" not in words and account[1] not in words, "and only what was chosen")
    verifier.look("seen")
    holder.open("/language/en?return=/certificates")
    tally.check("Driving licence" in page.inner_text("#imports") and "Vehicle class" in page.inner_text("#imports"), "in English too")
    holder.look("english")
    page.locator("#imports a[href$='/presentation']").click()
    page.wait_for_load_state()
    tally.check(not re.search(RAW_DAY, page.inner_text("main")), "days are written as people write them")
    holder.look("choose-english")
    holder.open("/language/zh-Hans?return=/me/consents")
    holder.look("consents")
    page.locator("#given form[action$='/withdrawal'] button").first.click()
    page.wait_for_load_state()
    words = page.inner_text("#imports")
    tally.check("部门登记有效" not in words and "已经撤回同意" in words, "withdrawn, it is gone, and the page says so")
    desk_top = visitor(chromium, server, tally, shots, "import-desktop", DESKTOP, js=False)
    desk_top.open("/sign-in?return=/certificates")
    desk_top.sign_in(account)
    desk_top.open("/certificates")
    desk_top.page.locator("form[action='/certificate-imports/339900-JG-9001'] button").click()
    desk_top.page.wait_for_load_state()
    tally.check("已读取机动车驾驶证" in desk_top.page.inner_text("#imports"), "plain: it is read anew")
    desk_top.look("read")
    for one in (holder, verifier, desk_top):
        one.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--shots")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    tally = Tally()
    with browser() as chromium:
        server = Server(options.binary).start()
        try:
            for journey in (present, without_script, family, child, departments, paper, life):
                try:
                    journey(chromium, server, tally, options.shots)
                except Exception as error:
                    tally.check(False, f"{journey.__name__}: {type(error).__name__} {str(error)[:600]}")
                    print(open(os.path.join(server.data, "server.log")).read()[-3000:])
        finally:
            server.remove()
    tally.close()


if __name__ == "__main__":
    main()
