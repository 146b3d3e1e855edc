"""The exchange in a real browser: the open catalogue, a request for data with its answer, departments' connections, a wrong birthday
on a phone that its department corrects, and what a department loses of what it was told.

    exchange.py BINARY [--shots FOLDER]
"""
import argparse
import os
import re
import sqlite3
import time

import desk
from desk import apply, officer, visitor
from harness import DESKTOP, PHONE, Server, Tally, browser

desk.STAFF |= {"GS01": "高文涛", "MS01": "宋雅琴"}
FAMILY = "339900-GA-9002"


def catalogue(chromium, server, tally, shots):
    """Anybody reads what departments hold; nobody reads a draft or where the data are kept."""
    for device, name in [(PHONE, "catalogue-phone"), (DESKTOP, "catalogue-desktop")]:
        anybody = visitor(chromium, server, tally, shots, name, device)
        anybody.open("/resources")
        words = anybody.page.inner_text("main")
        tally.check("人口信息" in words and "不予共享" in words and "家庭经济困难认定" not in words, f"{name}: the open list")
        anybody.look("list")
        anybody.page.get_by_role("link", name="残疾人证").click()
        anybody.page.wait_for_load_state()
        words = anybody.page.inner_text("main")
        tally.check("敏感个人信息" in words and "残疾人两项补贴" in words and "cjlb" not in words, f"{name}: one resource")
        anybody.look("resource")
        anybody.open("/language/en?return=/resources")
        anybody.look("english")
        anybody.context.close()


def request(chromium, server, tally, shots):
    """An office asks, the department grants a part with a reason, and takes it back."""
    street = officer(chromium, server, tally, shots, "JD01", f"/desk/resources/{FAMILY}")
    page = street.page
    page.locator("#ask button[type=submit]").click()
    page.wait_for_load_state()
    tally.check("没有选事项" in page.inner_text("main"), "a request says what is missing")
    street.look("incomplete")
    page.locator("#ask input[name=item]").first.check(force=True)
    for field in ("婚姻状况", "户号"):
        page.locator(f"#ask input[name='field.{field}']").check(force=True)
    page.fill("#ask input[name=note]", "核对配偶是否健在")
    for part, value in (("year", "2028"), ("month", "6"), ("day", "30")):
        page.fill(f"#ask input[name='until.{part}']", value)
    page.locator("#ask button[type=submit]").click()
    page.wait_for_url("**/desk/sharing")
    tally.check("待答复" in page.inner_text("#own"), "the office sees its request")
    street.look("asked")
    police = officer(chromium, server, tally, shots, "GS01", "/desk/sharing")
    page = police.page
    page.locator("input[name$='.户号']").uncheck(force=True)
    page.get_by_role("button", name="按勾选的授权").click()
    page.wait_for_load_state()
    tally.check("没有写理由" in page.inner_text("main"), "granting less takes a reason")
    tally.check(not page.locator("input[name$='.户号']").is_checked(), "and what was ticked stays as it was")
    page.locator("textarea").first.fill("户号用不到")
    police.look("answer")
    page.get_by_role("button", name="按勾选的授权").click()
    page.wait_for_load_state()
    tally.check("已同意" in page.inner_text("#answered"), "the department has answered")
    police.open(f"/desk/resources/{FAMILY}")
    tally.check("核对配偶是否健在" in page.inner_text("#grants"), "the grant stands on the resource's page")
    police.look("grant")
    page.locator("#grants details summary").first.click()
    page.locator("#grants input[name^='note.']").first.fill("用途变了")
    page.locator("#grants form button[type=submit]").first.click()
    page.wait_for_load_state()
    tally.check("已撤回：用途变了" in page.inner_text("#grants"), "the grant is taken back")
    police.look("revoked")
    for one in (street, police):
        one.context.close()


def connections(chromium, server, tally, shots):
    """A department looks whether its system is as described; others only read what was found."""
    police = officer(chromium, server, tally, shots, "GS01", "/desk/resources")
    page = police.page
    page.get_by_role("link", name="接入自检").click()
    page.wait_for_url("**/desk/sources")
    own = page.locator("section", has=page.get_by_role("button", name="现在检查"))
    tally.check(own.count() == 1, "an officer checks the connection of the own department only")
    page.get_by_role("button", name="现在检查").click()
    page.wait_for_load_state()
    words = page.locator("section", has=page.get_by_role("button", name="现在检查")).inner_text()
    tally.check("一致" in words and "人口信息" in words, "the population register is as described")
    police.look("connections")
    police.open("/language/en?return=/desk/sources")
    tally.check("As described" in page.inner_text("main"), "and in English")
    police.look("connections-english")
    police.context.close()


def dispute(chromium, server, tally, shots):
    """A resident on a phone says that a birthday is wrong; a person checks; the department corrects it and the resident reads so."""
    account = server.accounts[0]
    resident = visitor(chromium, server, tally, shots, "dispute-phone", PHONE)
    page = resident.page
    resident.open("/s/0007")
    page.locator("main form[action='/s/0007/drafts'] button").first.click()
    page.wait_for_load_state()
    resident.sign_in(account)
    page.locator("button[name=dispute][value='出生日期']").click()
    page.wait_for_load_state()
    page.fill("input[name='right.出生日期']", "1940-01-01")
    resident.look("disputed")
    page.locator("main form .actions button[type=submit]").last.click()
    page.wait_for_load_state()
    page.check("input[name=declaration]")
    page.locator("form[action$='/submission'] button:not([name])").first.click()
    page.wait_for_url("**/cases/**")
    words = page.inner_text("main")
    tally.check("您说“出生日期”不对" in words and "工作人员" in words, "the case goes to a person, the dispute to its department")
    resident.look("case")
    case = page.url
    police = officer(chromium, server, tally, shots, "GS01", "/desk/disputes")
    words = police.page.inner_text("main")
    tally.check(account[1] in words and "1940-01-01" in words, "the department finds the record and reads what is said")
    police.look("disputes")
    police.page.get_by_role("button", name="维持").click()
    police.page.wait_for_load_state()
    tally.check("要写明理由" in police.page.inner_text("main"), "a record is kept only with a reason")
    police.page.locator("textarea").first.fill("按出生医学证明更正")
    police.page.get_by_role("button", name="更正").click()
    police.page.wait_for_load_state()
    tally.check("没有要核对的" in police.page.inner_text("main"), "it is answered")
    police.look("answered")
    page.goto(case)
    tally.check("部门更正了“出生日期”" in page.inner_text("main"), "the resident reads what came of it")
    resident.look("corrected")
    resident.open("/me/reads")
    tally.check("出生日期" in page.inner_text("main"), "the resident reads who has read it")
    for one in (resident, police):
        one.context.close()


def registered(server, statement="SELECT sjbh, je FROM hzjs ORDER BY xh"):
    """What civil affairs hold of what they were told, after changing it by a statement that changes."""
    with sqlite3.connect(f"{server.data}/departments/minzheng/minzheng.sqlite", timeout=10) as database:
        return database.execute(statement).fetchall()


def until(condition, seconds=20):
    end = time.time() + seconds
    while not condition() and time.time() < end:
        time.sleep(0.2)
    return condition()


def reconciliation(chromium, server, tally, shots):
    """A department loses what it acknowledged before it was ever compared, and changes it: the one is delivered again, the other is a
    person's to answer."""
    resident = visitor(chromium, server, tally, shots, "granted-phone", PHONE)
    case = apply(resident, server.account("91 岁"), "0007")
    tally.check(until(lambda: len(registered(server)) == 1), "civil affairs are told of the grant")
    key = registered(server)[0][0]
    affairs = officer(chromium, server, tally, shots, "MS01", "/desk/write-backs")
    page = affairs.page

    def compare():
        page.get_by_role("button", name="民政发放.高龄津贴").click()
        page.wait_for_load_state()

    registered(server, "DELETE FROM hzjs")
    registered(server, "DELETE FROM jljt WHERE jtlb = 'GL' AND lsh = (SELECT MAX(lsh) FROM jljt)")
    compare()
    tally.check(until(lambda: [row[0] for row in registered(server)] == [key]), "what was lost is delivered again under its key")
    affairs.open("/desk/write-backs")
    tally.check(until(lambda: page.reload() and "已重新送达" in page.inner_text("#settled"), 10), "and the page says so")
    compare()
    tally.check("没有要核对的" in page.inner_text("#waiting") and "已完成" in page.inner_text("#days"), "both sides agree")
    affairs.look("agrees")
    registered(server, "UPDATE hzjs SET je = '999.00'")
    compare()
    words = page.inner_text("#waiting")
    tally.check("不一致" in words and "999.00" in words and "200" in words and key in words, "what differs is shown on both sides")
    affairs.look("differs")
    page.get_by_role("button", name="维持").click()
    page.wait_for_load_state()
    tally.check("没有写核对情况" in page.inner_text("#waiting"), "an answer takes a reason")
    affairs.look("reason-missing")
    page.locator("#waiting textarea").fill("按新标准发放，已报备。")
    page.get_by_role("button", name="维持").click()
    page.wait_for_load_state()
    tally.check("没有要核对的" in page.inner_text("#waiting") and "维持" in page.inner_text("#settled"), "it is answered")
    compare()
    tally.check("没有要核对的" in page.inner_text("#waiting"), "and not asked again")
    tally.check(registered(server)[0][1] == "999.00", "nothing of the department's was overwritten")
    affairs.look("answered")
    affairs.open("/language/en?return=/desk/write-backs")
    affairs.look("english")
    small = officer(chromium, server, tally, shots, "MS01", "/desk/write-backs", PHONE)
    small.look("phone")
    small.open("/desk/resources/339900-MZ-9001")
    tally.check("近 30 天的数据质量" in page.inner_text("main") or "近 30 天的数据质量" in small.page.inner_text("main"), "how good the data are")
    small.look("quality")
    revoked(chromium, server, tally, shots, resident, case)
    affairs.open("/language/zh?return=/desk/write-backs")
    words = page.inner_text("#corrections")
    tally.check("撤销" in words and "已登记" in words and key in words, f"the department's page shows the correction: {words!r}")
    affairs.look("correction")
    for one in (resident, affairs, small):
        one.context.close()


def revoked(chromium, server, tally, shots, resident, case):
    """The notice is revoked: the department is told so, pays no more, and the resident reads it."""
    resident.open("/certificates")
    resident.page.locator("main h2 a").first.click()
    resident.page.wait_for_load_state()
    number = re.search(r"编号 (\S+)", resident.page.inner_text(".certificate-number")).group(1)
    clerk = officer(chromium, server, tally, shots, "MZ01", "/desk/certificates")
    page = clerk.page
    page.fill("input[name=number]", number)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.locator("summary", has_text="撤销").first.click()
    page.locator("form[action$='/revoke'] textarea").fill("经核查不符合领取条件")
    page.fill("form[action$='/revoke'] input[name='ground.revoke']", "《惠民市高龄津贴发放办法（示例）》第十二条")
    page.locator("form[action$='/revoke'] button[type=submit]").click()
    page.wait_for_load_state()
    words = page.inner_text("form[action$='/revoke']")
    tally.check("没有选决定本身怎么办" in words and "待遇不再发放" in words, f"what becomes of the payment is said before the button: {words!r}")
    tally.check(registered(server, "SELECT COUNT(*) FROM hzgz") == [(0,)], "nothing is chosen beforehand")
    clerk.look("reach")
    page.locator("form[action$='/revoke'] input[value=grant]").check()
    page.locator("form[action$='/revoke'] button[type=submit]").click()
    page.wait_for_load_state()
    tally.check("连同决定" in page.inner_text("#life"), "what was done says how far it reached")
    statement = "SELECT g.gzlx, g.yssjbh = j.sjbh FROM hzgz g, hzjs j"
    tally.check(until(lambda: registered(server, statement) == [("04", 1)]), "the department is told of the revocation, once")
    paid = "SELECT COUNT(*) FROM jljt WHERE zt = '01' AND sfzh = (SELECT sfzh FROM hzjs)"
    tally.check(registered(server, paid) == [(0,)], "it pays no more")
    resident.page.goto(case)
    tally.check(until(lambda: resident.page.reload() and "已登记决定的变动（撤销）" in resident.page.inner_text("main"), 10), "the resident reads it")
    resident.look("revoked")
    clerk.context.close()


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
            for journey in (catalogue, request, connections, dispute, reconciliation):
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
