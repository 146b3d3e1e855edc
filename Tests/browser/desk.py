"""The clerk's way in a real browser: a resident on a phone, officers at a desk.

    desk.py BINARY [--shots FOLDER]
"""
import argparse
import os

from harness import DESKTOP, PHONE, Server, Tally, Visitor, browser

STAFF = {"JD01": "周敏", "JD02": "何立新", "MZ01": "孟晓岚", "GA01": "罗卫东", "GA02": "秦朗"}
ANSWERS = {
    "居住地区划": "339903", "居住地址": "澄湖区柳荫小区3栋201", "困难原因": "火灾", "是否紧急": "true", "共同生活人数": "3",
    "情况说明": "家里厨房着火，锅灶和被褥都烧坏了。", "申领理由": "合法稳定住所", "联系电话": "15412345678",
    "姓名": "程远帆", "户籍区划": "339903", "发放账户": "6222 0000 0000 1234",
}


def visitor(chromium, server, tally, shots, name, device, js=True):
    context = chromium.new_context(
        locale="zh-CN", reduced_motion="reduce", timezone_id="Asia/Shanghai", java_script_enabled=js, **device)
    return Visitor(context, server, tally, name, shots, with_axe=js)


def officer(chromium, server, tally, shots, number, path="/desk", device=DESKTOP):
    """An officer signed in, on the page that was asked for."""
    clerk = visitor(chromium, server, tally, shots, number, device)
    page = clerk.page
    clerk.open(path)
    tally.check("/staff/sign-in" in page.url, f"{number}: the desk asks for sign-in")
    clerk.look("sign-in")
    page.fill("input[name=name]", STAFF[number])
    page.fill("input[name=staffID]", number.lower())
    page.click("main form button[type=submit]:visible")
    page.wait_for_selector("input[name=code]")
    page.fill("input[name=code]", clerk.newest_code())
    page.click("main form button[type=submit]:visible")
    page.wait_for_url("**" + path)
    clerk.look("list" if path == "/desk" else "asked-for")
    return clerk


def apply(resident, account, slug):
    """A resident applies; returns the address of the case."""
    page = resident.page
    resident.open(f"/s/{slug}")
    page.locator(f"main form[action='/s/{slug}/drafts'] button").first.click()
    page.wait_for_load_state()
    if page.locator("input[name=residentID]").count():
        resident.sign_in(account)
    fill(page)
    page.locator("main form .actions button[type=submit]").last.click()
    page.wait_for_load_state()
    if not page.url.endswith("/review"):
        resident.tally.check(False, f"{resident.name}: the form is complete: {page.inner_text('main')[:300]!r}")
    page.check("input[name=declaration]")
    page.locator("form[action$='/submission'] button:not([name])").first.click()
    page.wait_for_url("**/cases/**")
    resident.look("submitted")
    return page.url


def fill(page):
    """Answers every question of the form that is open."""
    for name, value in ANSWERS.items():
        choice = page.locator(f"input[type=radio][name='fact.{name}'][value='{value}']")
        text = page.locator(f"input[name='fact.{name}']:not([type=radio])")
        if choice.count():
            choice.check(force=True)
        elif text.count():
            text.fill(value)
    if page.locator("input[name='fact.来本市居住日期.year']").count():
        for part, value in (("year", "2024"), ("month", "3"), ("day", "5")):
            page.fill(f"input[name='fact.来本市居住日期.{part}']", value)


def open_case(clerk, item):
    page = clerk.page
    clerk.open("/desk?scope=office")
    page.locator("tr", has_text=item).locator("a[data-row]").first.click()
    page.wait_for_url("**/desk/cases/**")


def claim(clerk):
    clerk.page.locator("form[action$='/claim'] button").click()
    clerk.page.wait_for_load_state()


def act(clerk, action, fields=None, ticks=(), choice=None):
    """Opens the form of an action, fills it in, and sends it."""
    page = clerk.page
    form = page.locator(f"form[action$='/{action}']")
    details = page.locator("details", has=form)
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    for name, value in (fields or {}).items():
        form.locator(f"[name='{name}']").fill(value)
    for name in ticks:
        form.locator(f"input[name='{name}']").check(force=True)
    if choice:
        form.locator(f"input[name='{choice[0]}'][value='{choice[1]}']").check(force=True)
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()


def correction(chromium, server, tally, shots, js):
    """居住证申领: asked once, answered, granted by the second stage."""
    resident = visitor(chromium, server, tally, shots, "permit" + ("" if js else "-nojs"), PHONE, js)
    case = apply(resident, server.account("准备开店"), "0012")
    police = officer(chromium, server, tally, shots, "GA01")
    open_case(police, "居住证申领")
    police.look("case")
    tally.check("认领后才能办理" in police.page.inner_text("main"), "desk: nothing can be done before claiming")
    police.page.keyboard.press("c") if js else claim(police)
    police.page.wait_for_selector("form[action$='/stage']", state="attached")
    police.look("claimed")
    act(police, "correction")
    tally.check("还没有选" in police.page.inner_text("main"), "desk: asking for nothing is refused")
    police.look("asked-nothing")
    act(police, "correction", {"note.correction": "住址写到门牌号。"}, ["material.居住地住址证明", "field.居住地址"])
    tally.check("等申请人补正" in police.page.inner_text("main"), "desk: waits for the applicant")
    page = resident.page
    page.goto(case)
    text = page.inner_text("main")
    tally.check("请您补一点内容" in text and "居住地住址证明" in text, f"resident: sees what is asked: {text[:200]!r}")
    resident.look("asked")
    page.locator("a[href$='/correction']").click()
    page.wait_for_load_state()
    resident.look("correction")
    page.locator("main form button[type=submit]:visible").last.click()
    page.wait_for_load_state()
    tally.check("请写一句说明" in page.inner_text("main"), "resident: an empty answer is explained")
    page.fill("input[name='fact.居住地址']", "澄湖区柳荫小区3栋2单元201")
    page.fill("textarea[name=note]", "租房合同已交到派出所窗口。")
    page.locator("main form button[type=submit]:visible").last.click()
    page.wait_for_url(case)
    tally.check("您作了补正" in page.inner_text("main"), "resident: the timeline shows the answer")
    resident.look("answered")
    police.page.reload()
    tally.check("租房合同已交" in police.page.inner_text("main") and "2单元" in police.page.inner_text("main"), "desk: shows the answer")
    act(police, "correction", {"note.correction": "再交一张相片。"})
    tally.check("不能再次要求" in police.page.inner_text("main"), "desk: a second correction without new facts is refused")
    police.look("second-correction")
    act(police, "stage", {"note.opinion": "住址已核实，建议发证。"})
    county = officer(chromium, server, tally, shots, "GA02")
    open_case(county, "居住证申领")
    claim(county)
    tally.check("建议发证" in county.page.inner_text("main"), "desk: the second stage reads the first one's opinion")
    county.look("decide")
    act(county, "approval")
    tally.check("准予" in county.page.inner_text("main"), "desk: granted")
    county.look("granted")
    page.goto(case)
    tally.check("批准了" in page.inner_text("main") and "秦朗" in page.inner_text("main"), "resident: granted by a named officer")
    resident.look("granted")
    page.locator("main a[href^='/certificates/']").first.click()
    page.wait_for_load_state()
    tally.check("居住证" in page.inner_text("main"), "resident: has the certificate")
    resident.look("certificate")
    for one in (resident, police, county):
        one.context.close()


def assistance(chromium, server, tally, shots):
    """临时救助: through three stages of two offices, handed over once, granted; another one refused."""
    for number, words in enumerate(("账户在本人名下", "九十岁档")):
        resident = visitor(chromium, server, tally, shots, f"help-{number}", PHONE)
        case = apply(resident, server.account(words), "0021")
        street = officer(chromium, server, tally, shots, "JD01")
        open_case(street, "临时救助")
        inside = street.page.url
        claim(street)
        act(street, "stage", {"note.opinion": "已电话核实。"})
        claim(street)
        act(street, "handover", {"note.handover": "我明天休假。"}, choice=("receiver", "staff:JD02"))
        tally.check("何立新" in street.page.inner_text("main"), "desk: handed to a colleague by name")
        street.look("handed-over")
        colleague = officer(chromium, server, tally, shots, "JD02")
        open_case(colleague, "临时救助")
        act(colleague, "stage", {"note.opinion": "公示无异议。"})
        civil = officer(chromium, server, tally, shots, "MZ01")
        open_case(civil, "临时救助")
        claim(civil)
        civil.look("decide")
        passed = street.page.goto(inside).status
        text = street.page.inner_text("main")
        tally.check(passed == 200 and "已经转出" in text, f"desk: who passed a case on reads where it went: {text[:200]!r}")
        tally.check(server.account(words)[0] not in text, "desk: and nothing of what is in it")
        if number == 0:
            street.look("passed")
            police = officer(chromium, server, tally, shots, "GA01")
            tally.check(police.page.goto(inside).status == 404, "desk: another office's case is not found")
            police.context.close()
        page = resident.page
        if number == 0:
            act(civil, "approval", {"note.approval": "火灾造成基本生活困难，符合条件。"})
            page.goto(case)
            text = page.inner_text("main")
            tally.check("批准了" in text and "符合条件" in text and "孟晓岚" in text, f"resident: granted with a reason: {text[:200]!r}")
            resident.look("granted")
        else:
            act(civil, "refusal", {"note.refusal": "同住子女收入足以应对这次支出。"})
            tally.check("请选择不予的情形" in civil.page.inner_text("main"), "desk: no refusal without a ground")
            civil.look("no-ground")
            act(civil, "refusal", {"note.refusal": "同住子女收入足以应对这次支出。"}, choice=("ground", "家庭有能力自行克服"))
            page.goto(case)
            text = page.inner_text("main")
            tally.check("没有批准" in text and "家庭有能力自行克服" in text and "同住子女" in text, f"resident: refused with reasons: {text[:300]!r}")
            tally.check("行政复议" in text and "起诉" in text and "社会救助暂行办法" in text and "孟晓岚" in text, "resident: law, remedies, officer")
            resident.look("refused")
        resident.open("/sandbox/inbox")
        tally.check("办件编号" in page.inner_text("main"), "resident: is told by message")
        for one in (resident, street, colleague, civil):
            one.context.close()


def review(chromium, server, tally, shots, js):
    """高龄津贴 is granted at once; its applicant puts the decision before a person, who answers; on phones, in two languages."""
    resident = visitor(chromium, server, tally, shots, "review" + ("" if js else "-nojs"), PHONE, js)
    account = server.account("账户在本人名下")
    case = apply(resident, account, "0007")
    page = resident.page
    text = page.inner_text("main")
    tally.check("批准了" in text and "想找人看看" in text, f"review: granted at once, a person one tap away: {text[:200]!r}")
    page.fill("textarea[name=note]", "邻居也是八十多岁，说有两百元，请帮我看看。")
    page.locator("form[action$='/person'] button").click()
    page.wait_for_load_state()
    text = page.inner_text("main")
    tally.check("已交给人复核" in text and "区民政部门" in text and "最迟" in text and "两百元" in text, f"review: who has it and until when: {text[:300]!r}")
    resident.look("asked")
    street = officer(chromium, server, tally, shots, "JD01", device=PHONE)
    tally.check("高龄津贴" not in street.page.inner_text("main table, main .empty"), "review: no work of another office")
    desk = "/desk/cases/" + case.rsplit("/", 1)[1]
    civil = officer(chromium, server, tally, shots, "MZ01", desk, PHONE)
    office = civil.page
    tally.check("两百元" in office.inner_text("main") and "认领后才能办理" in office.inner_text("main"), "review: the officer reads the words")
    civil.open("/desk")
    tally.check("两百元" in office.inner_text("main") and "复核" in office.inner_text("main"), "review: stands in the list")
    civil.look("review-list")
    office.goto(server.address + "/language/en?return=/desk")
    civil.look("list-english")
    office.locator("a[data-row]").first.click()
    office.wait_for_url("**" + desk)
    civil.look("case-english")
    office.goto(server.address + "/language/zh?return=" + desk)
    claim(civil)
    text = office.inner_text("main")
    tally.check("规则" in text and "八十岁档" in text and "不予" not in office.inner_text(".aside"), "review: facts and rules, and no way to refuse")
    civil.look("review-claimed")
    if js:
        page.wait_for_function("document.querySelector('#case-person').innerText.includes('孟晓岚')", timeout=8000)
    act(civil, "review", choice=("reviewOutcome", "upheld"))
    tally.check("请写给申请人的答复" in office.inner_text("main"), "review: no answer without words")
    civil.look("review-empty")
    act(civil, "review", {"note.review": "已核对出生日期：八十三岁属八十岁档，每月 100 元。满九十岁起是 200 元，到时自动提醒您。"}, choice=("reviewOutcome", "upheld"))
    tally.check("已经有决定" in office.inner_text("main"), "review: answered")
    civil.look("review-answered")
    if js:
        page.wait_for_function("document.querySelector('#case-person').innerText.includes('原来的决定没有错')", timeout=8000)
    page.goto(case)
    text = page.inner_text("main")
    tally.check("原来的决定没有错" in text and "满九十岁起" in text and "复核答复：维持" in text, f"review: the applicant reads the answer: {text[:400]!r}")
    resident.look("answered")
    resident.open("/sandbox/inbox")
    tally.check("有答复了" in page.inner_text("main"), "review: the answer is told by message")
    resident.open("/me/reads")
    tally.check("区民政部门 孟晓岚" in page.inner_text("main"), "review: who looked at the case is on the applicant's own page")
    resident.look("reads")
    resident.open("/language/en?return=" + case[len(server.address):])
    resident.look("answered-english")
    for one in (resident, street, civil):
        one.context.close()


def rules(chromium, server, tally, shots, device=DESKTOP, js=True):
    """An officer reads a table, tries it, and sees whom a change would touch."""
    resident = visitor(chromium, server, tally, shots, f"rules-resident-{js}", PHONE)
    case = apply(resident, server.account("83 岁"), "0007")
    number = case.rsplit("/", 1)[1]
    name = f"rules-{'phone' if device is PHONE else 'desktop'}-{'js' if js else 'nojs'}"
    clerk = visitor(chromium, server, tally, shots, name, device, js=js)
    page = clerk.page
    clerk.open("/desk/rules")
    page.fill("input[name=name]", STAFF["MZ01"])
    page.fill("input[name=staffID]", "mz01")
    page.click("main form button[type=submit]:visible")
    page.wait_for_selector("input[name=code]")
    page.fill("input[name=code]", clerk.newest_code())
    page.click("main form button[type=submit]:visible")
    page.wait_for_url("**/desk/rules")
    clerk.look("list")
    tally.check("由人决定" in page.inner_text("main"), f"{name}: what people decide is said")
    page.click("main a[href='/desk/rules/0007']")
    page.wait_for_url("**/desk/rules/0007")
    text = page.inner_text("main")
    tally.check("八十岁档" in text and "[80..90)" in text and "没有重叠" in text, f"{name}: the table and its check: {text[:300]!r}")
    clerk.look("table")
    page.click("form[action$='/trial'] button[type=submit]")
    page.wait_for_load_state()
    tally.check("转给人办" in page.inner_text("main") and "准予：" not in page.inner_text("main"), f"{name}: nothing is granted on nothing")
    for part, value in (("year", "1947"), ("month", "11"), ("day", "30")):
        page.fill(f"input[name='fact.出生日期.{part}']", value)
    page.check("input[name='fact.健在'][value=true]", force=True)
    page.fill("input[name='fact.户籍区划']", "339902")
    page.check("input[name='fact.领取状态'][value='未领']", force=True)
    page.click("form[action$='/trial'] button[type=submit]")
    page.wait_for_load_state()
    tally.check("2027 年 11 月 30 日起符合“八十岁档”" in page.inner_text("main").replace("\u2009", " ")
                or "2027年11月30日起符合" in page.inner_text("main").replace("\u2009", "").replace(" ", ""),
                f"{name}: the day from which it would be granted: {page.inner_text('.callout')!r}")
    clerk.look("tried")
    page.fill("input[name='fact.出生日期.year']", "1940")
    page.click("form[action$='/trial'] button[type=submit]")
    page.wait_for_load_state()
    tally.check("准予：八十岁档" in page.inner_text("main"), f"{name}: what is granted is said")
    page.fill("input[name='fact.户籍区划']", "here")
    page.click("form[action$='/trial'] button[type=submit]")
    page.wait_for_load_state()
    tally.check("“户籍区划”的值读不懂" in page.inner_text("main"), f"{name}: a value that cannot be read is named")
    compare(clerk, tally, name, "[80..90) ", "[85..90) ")
    text = page.inner_text("main")
    tally.check("1 个的结论会不同" in text and "80—89 岁" not in text, f"{name}: whom it touches: {text[-900:]!r}")
    tally.check("每期合计 100 元，改后 0 元" in text, f"{name}: what it costs")
    clerk.look("compared")
    compare(clerk, tally, name, "[85..90) ", "[85..90 ")
    tally.check("定义还有问题" in page.inner_text("main") and "第 73 行" in page.inner_text("main"), f"{name}: a fault has its place")
    tally.check("[85..90 " in page.input_value("textarea[name=definition]"), f"{name}: what was typed is kept")
    clerk.look("faulty")
    resident.open("/cases/" + number)
    tally.check("准予" in resident.page.inner_text("main") or "批准" in resident.page.inner_text("main"), f"{name}: nothing was changed")
    clerk.open("/language/en?return=/desk/rules/0007")
    clerk.look("english")
    police = officer(chromium, server, tally, shots, "GA01")
    police.open("/desk/rules/0007")
    tally.check("试一试" in police.page.inner_text("main") and police.page.locator("textarea").count() == 0,
                f"{name}: another office reads and tries the rules, and compares no cases")
    police.context.close()
    for one in (resident, clerk):
        one.context.close()


def compare(clerk, tally, name, old, new):
    page = clerk.page
    if not page.locator("textarea[name=definition]").is_visible():
        page.locator("details summary", has_text="事项定义").click()
    text = page.input_value("textarea[name=definition]")
    tally.check(old in text, f"{name}: the definition is there to change")
    page.fill("textarea[name=definition]", text.replace(old, new))
    page.click("form[action$='/comparison'] button[type=submit]")
    page.wait_for_load_state()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--shots")
    parser.add_argument("--only", help="the number of one journey, from 0")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    tally = Tally()
    with browser() as chromium:
        journeys = [
            lambda server: correction(chromium, server, tally, options.shots, True),
            lambda server: correction(chromium, server, tally, options.shots, False),
            lambda server: assistance(chromium, server, tally, options.shots),
            lambda server: review(chromium, server, tally, options.shots, True),
            lambda server: review(chromium, server, tally, options.shots, False),
            lambda server: rules(chromium, server, tally, options.shots),
            lambda server: rules(chromium, server, tally, options.shots, PHONE, False),
        ]
        for journey in [journeys[int(options.only)]] if options.only else journeys:
            server = Server(options.binary).start()
            try:
                journey(server)
            except Exception as error:
                tally.check(False, f"{type(error).__name__} {str(error)[:600]}")
                print(open(os.path.join(server.data, "server.log")).read()[-3000:])
            finally:
                server.remove()
    tally.close()


if __name__ == "__main__":
    main()
