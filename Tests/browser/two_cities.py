"""Two cities in a real browser: applied for on a phone in the city of residence, corrected and granted by officers of the other, all
of it read here.

    two_cities.py BINARY [--shots FOLDER]
"""
import argparse
import os
import sys
from pathlib import Path

import desk
from harness import DESKTOP, PHONE, Tally, browser

sys.path.append(str(Path(__file__).resolve().parent.parent / "foreign"))
from neighbours import Neighbours  # noqa: E402

desk.STAFF |= {"CL01": "袁志刚"}
ITEM = "0022"


def see(page, words, what, tally, seconds=30):
    """Looks again until the page says so."""
    for _ in range(seconds * 2):
        if words in page.inner_text("main"):
            return
        page.wait_for_timeout(500)
        page.reload()
    tally.check(False, f"{what}: {page.inner_text('main')[:400]!r}")


def apply(resident, account):
    """From the guide to the case, by a person where it is asked for."""
    page, tally = resident.page, resident.tally
    resident.open(f"/s/{ITEM}")
    page.locator(f"main form[action='/s/{ITEM}/drafts'] button").first.click()
    page.wait_for_load_state()
    resident.sign_in(account)
    tally.check("由惠民市（示例）决定" in page.inner_text("main"), "the form says who decides")
    desk.fill(page)
    resident.look("form")
    page.locator("main form .actions button[type=submit]").last.click()
    page.wait_for_load_state()
    resident.look("review")
    page.check("input[name=declaration]")
    page.locator("form[action$='/submission'] button[name=decideBy]").click()
    page.wait_for_url("**/cases/**")
    resident.look("on-its-way")
    return page.url


def officers_there(chromium, cities, tally, shots, resident, case):
    """The officers of the other city ask once, and go on to the grant."""
    page = resident.page
    see(page, "转工作人员核对", "it has arrived", tally)
    resident.look("there")
    street = desk.officer(chromium, cities.deciding, tally, shots, "JD01")
    desk.open_case(street, "残疾人两项补贴")
    words = street.page.inner_text("main")
    tally.check("代收城市" in words and "邻州市（示例）" in words, "the desk says who took it in")
    street.look("case")
    street.open(street.page.url.split(cities.deciding.address)[1])
    street.page.get_by_role("button", name="认领").first.click()
    street.page.wait_for_load_state()
    street.page.locator("summary", has_text="补正").first.click()
    street.page.locator("textarea[name='note.correction']").fill("请写明白天能接通的电话")
    street.page.locator("form[action$='/correction'] button[type=submit]").last.click()
    street.page.wait_for_load_state()
    see(page, "请写明白天能接通的电话", "the correction is read here", tally)
    resident.look("correction-asked")
    page.goto(case + "/correction")
    page.fill("textarea[name=note]", "15412345678，上午九点以后")
    resident.look("correction")
    page.locator("main form .actions button[type=submit]").last.click()
    page.wait_for_load_state()
    page.wait_for_timeout(2500)
    street.page.reload()
    street.look("corrected")
    street.context.close()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binary")
    arguments.add_argument("--shots")
    options = arguments.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    tally = Tally()
    cities = Neighbours(os.path.abspath(options.binary))
    try:
        cities.start()
        with browser() as chromium:
            account = cities.taking.account("残疾")
            resident = desk.visitor(chromium, cities.taking, tally, options.shots, "across-phone", PHONE)
            case = apply(resident, account)
            officers_there(chromium, cities, tally, options.shots, resident, case)
            resident.open("/language/en?return=" + case.split(cities.taking.address)[1])
            resident.look("english")
            wide = desk.officer(chromium, cities.taking, tally, options.shots, "JD01")
            desk.open_case(wide, "残疾人两项补贴")
            tally.check("由惠民市（示例）决定" in wide.page.inner_text("main"), "the own desk says who decides")
            wide.look("own-desk")
            for device, name in ((PHONE, "own-desk-phone"),):
                clerk = desk.officer(chromium, cities.taking, tally, options.shots, "JD02", device=device)
                clerk.open(wide.page.url.split(cities.taking.address)[1])
                clerk.look(name)
                clerk.context.close()
            desktop = desk.visitor(chromium, cities.taking, tally, options.shots, "across-desktop", DESKTOP)
            desktop.open(case.split(cities.taking.address)[1])
            desktop.sign_in(account)
            desktop.look("case")
    finally:
        cities.remove()
    tally.close()


if __name__ == "__main__":
    main()
