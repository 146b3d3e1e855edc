"""`huimin item watch` in a real browser: what is saved is seen at once, with what is wrong with it.

    preview.py BINARY [--shots FOLDER]
"""
import argparse
import http.client
import os
import re
import shutil
import subprocess

from harness import DESKTOP, PHONE, ROOT, Tally, Visitor, browser
from scratch import scratch


class Watch:
    """The preview of one definition in a copy of the city."""

    def __init__(self, binary):
        self.folder = scratch("preview")
        city = os.path.join(self.folder.name, "City")
        shutil.copytree(ROOT / "City", city)
        self.item = os.path.join(city, "items/高龄津贴/item.yaml")
        self.text = open(self.item, encoding="utf-8").read()
        self.process = subprocess.Popen(
            [binary, "item", "watch", self.item, "--city", city, "--port", "0"], stdout=subprocess.PIPE, text=True)
        self.address = re.search(r"http://127\.0\.0\.1:\d+", self.process.stdout.readline()).group(0)

    def save(self, old, new):
        """As editors do: a new file takes the place of the old one."""
        draft = self.item + ".new"
        with open(draft, "w", encoding="utf-8") as file:
            file.write(self.text.replace(old, new))
        os.rename(draft, self.item)

    def stop(self):
        self.process.terminate()
        self.process.wait(15)
        self.folder.cleanup()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--shots")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    tally = Tally()
    watch = Watch(options.binary)
    try:
        with browser() as chromium:
            for name, device in (("desktop", DESKTOP), ("phone", PHONE)):
                context = chromium.new_context(
                    locale="zh-CN", reduced_motion="reduce", timezone_id="Asia/Shanghai", **device)
                look(Visitor(context, watch, tally, f"preview-{name}", options.shots, with_axe=True), watch, tally)
                context.close()
        names(watch, tally)
    finally:
        watch.stop()
    tally.close()


def look(visitor, watch, tally):
    page = visitor.page
    for part, words in (("guide", "年满八十周岁"), ("form", "部门都查不到的时候"), ("rules", "[80..90)"), ("examples", "符合预期")):
        visitor.open("/" + part)
        tally.check(words in page.inner_text("main"), f"{visitor.name}: {part}")
        visitor.look(part)
    visitor.open("/rules")
    page.wait_for_timeout(300)
    watch.save("[90..100) |", "[89..100) |")
    page.wait_for_selector(".callout-warning", timeout=20000)
    text = page.inner_text("main")
    tally.check("会同时命中" in text and "item.yaml:74" in text, f"{visitor.name}: an overlap is said as soon as it is saved")
    visitor.look("overlap")
    watch.save("事项: 高龄津贴", "事项: 高龄津贴：")
    visitor.open("/guide")
    watch.save("年满八十周岁的本市户籍老人，每月领取津贴。", "年满八十周岁的本市老人，按月领取津贴。")
    page.get_by_text("按月领取津贴").first.wait_for(timeout=20000)
    tally.check(page.locator(".callout-warning").count() == 0, f"{visitor.name}: a sound text is shown as sound")
    watch.save("", "")
    page.get_by_text("每月领取津贴").first.wait_for(timeout=20000)
    tally.check(page.goto(watch.address + "/nothing").status == 404, f"{visitor.name}: nothing else is served")


def ask(watch, host):
    """The status of an answer to a request that names another host than the address that it is sent to."""
    port = int(watch.address.rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/guide", headers={"Host": host.replace("PORT", str(port))})
    status = connection.getresponse().status
    connection.close()
    return status


def names(watch, tally):
    for host in ("127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT"):
        tally.check(ask(watch, host) == 200, f"this machine is answered as {host}")
    for host in ("evil.example:PORT", "evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:PORT"):
        tally.check(ask(watch, host) == 421, f"a page of somebody else, {host}, reads nothing")


main()
