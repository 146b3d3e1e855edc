"""A department that hands over Excel workbooks, made by openpyxl: what they say is what the same department's CSV said.

    workbook_check.py BINARY
"""
import csv
import datetime
import re
import shutil
import sys
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from client import Client  # noqa: E402
from harness import Server, Tally  # noqa: E402
from scratch import scratch  # noqa: E402

ROOT = HERE.parents[1]
AMOUNTS, COUNTS, DAYS = {"月缴存额", "账户余额"}, {"连续缴存月数"}, {"开户日期", "核对日期"}
FUND = "0042"


def members(server):
    """Some people of whom the newest drop knows, one account each."""
    newest = sorted((Path(server.data) / "departments/gjj").glob("gjj_*.csv"))[-1]
    rows = list(csv.DictReader(open(newest, encoding="gb18030", newline="")))
    numbers = [row["证件号码"] for row in rows]
    return [(row["姓名"], row["证件号码"]) for row in rows if numbers.count(row["证件号码"]) == 1][:12]


def facts(server, people):
    """What drafts of withdrawing from the fund find out, by person."""
    found = {}
    for name, number in people:
        try:
            me = Client(server.address).sign_in((name, number))
        except Exception:  # Whose number the drop has wrong nobody can sign in with.
            continue
        draft = me.post("/api/v1/drafts", {"item": FUND}).json
        found[number] = sorted(
            (fact["field"], str(fact.get("value")), str(fact.get("absence")))
            for fact in draft["facts"] if "公积金" in str(fact.get("source")) or fact["field"] in ("账户状态", "账户余额", "缴存满三个月"))
    return found


def cell(column, text):
    if text == "":
        return None
    if column in AMOUNTS:
        return float(text)
    if column in COUNTS:
        return int(text)
    if column in DAYS:
        year, month, day = map(int, re.fullmatch(r"(\d{4})年(\d\d)月(\d\d)日", text).groups())
        return datetime.date(year, month, day)
    return text


def convert(folder):
    """Every CSV of the folder becomes a workbook; its sheet is the second one."""
    for path in sorted(folder.glob("gjj_*.csv")):
        rows = list(csv.reader(open(path, encoding="gb18030", newline="")))
        book = openpyxl.Workbook()
        book.active.title = "填报说明"
        book.active["A1"] = "一行一个账户"
        sheet = book.create_sheet("账户")
        sheet.append(rows[0])
        for row in rows[1:]:
            sheet.append([cell(column, text) for column, text in zip(rows[0], row)])
        book.save(path.with_suffix(".xlsx"))
        path.unlink()


def city_with_workbooks():
    folder = scratch("workbook-city")
    city = Path(folder.name) / "City"
    shutil.copytree(ROOT / "City", city)
    file = city / "departments/公积金.yaml"
    text = file.read_text()
    for old, new in (("种类: CSV", "种类: Excel"), ("{yyyyMMdd}.csv", "{yyyyMMdd}.xlsx"),
                     ("  编码: GB18030\n", "  工作表: 账户\n"), ("yyyy年MM月dd日", "yyyy-MM-dd")):
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text)
    return folder, city


def main():
    tally = Tally()
    plain = Server(sys.argv[1], people=80).start()
    try:
        people = members(plain)
        expected = facts(plain, people)
    finally:
        plain.remove()
    folder, city = city_with_workbooks()
    excel = Server(sys.argv[1], people=80, options=["--city", str(city)])
    try:
        excel.start()
        convert(Path(excel.data) / "departments/gjj")
        found = facts(excel, people)
    finally:
        excel.remove()
        folder.cleanup()
    known = [fact for entries in expected.values() for fact in entries if fact[1] != "None"]
    tally.check(len(expected) >= 3 and len(known) >= 3, f"there is something to compare: {expected}")
    tally.check(found.keys() == expected.keys(), "the same accounts")
    for number, entries in expected.items():
        tally.check(found.get(number) == entries, f"{number}: {found.get(number)} where the CSV said {entries}")
    tally.close()


if __name__ == "__main__":
    main()
