"""A PostgreSQL of its own that can be killed like a machine that crashes, and started again on the same data."""
import glob
import os
import pwd
import shutil
import signal
import subprocess
import time

from scratch import scratch


class Cluster:
    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or [shutil.which("initdb")]
        self.programs = os.path.dirname(os.path.realpath(found[-1])) if found[-1] else None
        self.scratch = scratch("cluster")
        self.folder = self.scratch.name
        self.process = None
        # PostgreSQL refuses to run as root.
        self.user = None
        if os.getuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self.user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(self.folder, self.user)

    @property
    def is_installed(self):
        return self.programs is not None

    @property
    def url(self):
        return f"postgres://huimin@/huimin?host={self.folder}"

    def _run(self, program, *arguments, **options):
        return subprocess.Popen([f"{self.programs}/{program}", *arguments], user=self.user, cwd=self.folder,
                                env={"PATH": os.environ["PATH"], "HOME": self.folder}, **options)

    def create(self):
        data = f"{self.folder}/data"
        quiet = {"stdout": subprocess.DEVNULL}
        if self._run("initdb", "-D", data, "-U", "huimin", "-A", "trust", "--encoding=UTF8", "--locale=C", **quiet).wait():
            raise SystemExit("initdb failed")
        self.start()
        if self._run("createdb", "-h", self.folder, "-U", "huimin", "huimin").wait():
            raise SystemExit("createdb failed")

    def start(self):
        log = open(f"{self.folder}/log", "ab")
        self.process = self._run("postgres", "-D", f"{self.folder}/data", "-k", self.folder, "-c", "listen_addresses=",
                                 stdout=log, stderr=log)
        deadline = time.time() + 60
        while time.time() < deadline:
            if self._run("pg_isready", "-q", "-h", self.folder, "-U", "huimin", "-d", "postgres").wait() == 0:
                return
            if self.process.poll() is not None:
                raise SystemExit(f"PostgreSQL did not start; see {self.folder}/log")
            time.sleep(0.05)
        raise SystemExit("PostgreSQL did not answer")

    def crash(self):
        """SIGKILL to the postmaster and to every process of it: nobody has the time to finish anything."""
        children = [int(pid) for pid in subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True).stdout.split()]
        for pid in [self.process.pid, *children]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()
        while any(os.path.exists(f"/proc/{pid}/exe") for pid in children):
            time.sleep(0.01)

    def remove(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        self.scratch.cleanup()
