"""Two cities on one machine: the sample city, which decides, and a neighbour whose definitions are the very same files but for
its own name, division and partners."""
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "browser")]
from harness import ROOT, Server  # noqa: E402
from scratch import scratch  # noqa: E402

TERMS = "时限: { 推送: 3 工作日, 审核: 10 工作日, 反馈: 3 工作日 }\n"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def overlay(folder, changes):
    """A city's folder whose files are the sample city's own, but for some that are written anew."""
    folder.mkdir()
    for entry in (ROOT / "City").iterdir():
        if entry.name not in changes:
            (folder / entry.name).symlink_to(entry)
    for name, text in changes.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def partners(name, division, address, pin):
    return TERMS + f"""名单:
  - {{ 城市: {name}, 英文: {'Huimin' if division == '339900' else 'Linzhou'} (sample city), 区划: "{division}",
      事项: ["000573011000"], 代收窗口: 街道, 电话: "12345", 地址: "{address}", 公钥: [{pin}] }}
"""


class City(Server):
    """`huimin serve --demo` with a folder of definitions and a port of its own."""

    def __init__(self, binary, people):
        super().__init__(binary, people=people)
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        #: Where partners reach it; a proxy may stand there.
        self.outer = self.base
        self.city = None

    def start(self):
        self.options = ["--city", str(self.city), "--listen", f"127.0.0.1:{self.port}"]
        self.accounts = []
        return super().start()

    def pin(self):
        """The thumbprint of its key, which its first start makes."""
        listed = subprocess.run([self.binary, "keys", "list", "--data", self.data], capture_output=True, text=True, check=True)
        return re.search(r"certificate key\) (\S+)", listed.stdout).group(1)


class Neighbours:
    """`taking` takes applications in, `deciding` decides on them."""

    def __init__(self, binary, people=60, between=None):
        """`between` gives the address at which the deciding city is reached, by its port: a proxy may stand there."""
        self.folder = scratch("neighbours")
        root = Path(self.folder.name)
        own = (ROOT / "City/city.yaml").read_text(encoding="utf-8")
        theirs = own.replace("惠民市（示例）", "邻州市（示例）", 1).replace('"339900"', '"339800"').replace(
            "huimin.example/log", "linzhou.example/log").replace("Huimin (sample city)", "Linzhou (sample city)")
        self.taking, self.deciding = City(binary, people), City(binary, people)
        self.taking.city = overlay(root / "taking", {"city.yaml": theirs, "partners.yaml": TERMS + "名单: []\n"})
        self.deciding.city = overlay(root / "deciding", {"partners.yaml": TERMS + "名单: []\n"})
        for city in (self.taking, self.deciding):
            city.start()
            city.stop()
        if between:
            self.deciding.outer = between(self.deciding.port)
        self.agree(self.taking, "惠民市（示例）", "339900", self.deciding)
        self.agree(self.deciding, "邻州市（示例）", "339800", self.taking)

    @staticmethod
    def agree(city, name, division, other):
        """Writes down what the other city has told: where it is, and a key."""
        text = partners(name, division, other.outer, other.pin())
        (city.city / "partners.yaml").write_text(text, encoding="utf-8")

    def start(self):
        for city in (self.taking, self.deciding):
            city.start()
        return self

    def remove(self):
        for city in (self.taking, self.deciding):
            city.remove()
        self.folder.cleanup()
