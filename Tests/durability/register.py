"""Whom the sample city holds, as the population register's own database has it."""
import os
import sqlite3
from datetime import date


class Resident:
    def __init__(self, name, number, phone, is_elder):
        self.name, self.number, self.phone, self.is_elder = name, number, phone, is_elder


def residents(data):
    """People with a telephone whose number stands in the register once; elders may have 高龄津贴 at once."""
    eighty = date.today().replace(year=date.today().year - 80)
    path = os.path.join(data, "departments/gongan/gongan.sqlite")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as register:
        rows = register.execute(
            "SELECT xm, gmsfhm, lxdh, csrq, hjdz_qh FROM t_czrk WHERE swbs = '0' AND lxdh <> '' AND length(gmsfhm) = 18 AND xm <> ''"
            " AND gmsfhm IN (SELECT gmsfhm FROM t_czrk GROUP BY gmsfhm HAVING count(*) = 1) ORDER BY rkbh").fetchall()
    # Some records lack a day of birth or a home: those are no elders for us.
    return [Resident(name, number, phone, (born or "9") <= eighty.strftime("%Y%m%d") and (home or "").startswith("3399"))
            for name, number, phone, born, home in rows]
