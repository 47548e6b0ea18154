#!/usr/bin/env python3
"""Puts fleepd and Debian's Alertmanager through the same five failures and writes a table.

usage: compare.py FLEEPD OUTPUT.md

Both get a hook on loopback that answers by a script and notes every request. Alertmanager gets its alerts over its API, sent
again every second as Prometheus would; fleepd gets lines in a log file.
"""

import http.server
import json
import pathlib
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

KEY = secrets.token_urlsafe(16)
OUTAGE = 40


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Hook:
    """An incoming webhook that answers by a script and remembers what it was sent."""

    def __init__(self, port=None):
        self.port = port or free_port()
        self.answers = []
        self.requests = []
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                status, headers = hook.answers.pop(0) if hook.answers else (200, {})
                hook.requests.append((time.monotonic(), status, body))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *arguments):
                pass

        http.server.ThreadingHTTPServer.daemon_threads = True
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook/{KEY}"

    def stored(self):
        """The bodies that were answered with a 200."""
        return [body for _, status, body in self.requests if status == 200]

    def mentions(self, name):
        return sum(bool(re.search(rf"\b{name}\b", body)) for body in self.stored())

    def wait(self, names, seconds):
        """Until every name was in a stored message, or the time is over; true: they were."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if all(self.mentions(name) for name in names):
                return True
            time.sleep(0.05)
        return False


def counted(count, thing):
    return f"{count} {thing}" + ("" if count == 1 else "s")


class Program:
    """A daemon with a folder of its own, which can be killed and started again."""

    def __init__(self, hook):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="compare-"))
        self.hook = hook
        self.log = open(self.folder / "output.log", "ab")
        self.prepare()
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command(), stdout=self.log, stderr=self.log)
        self.until_ready()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()

    def finish(self):
        """Ends it and clears up; gives the names of files that held the hook's key, its own configuration apart."""
        self.stop()
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.name not in self.own]
        leaks = {path.name for path in files if KEY.encode() in path.read_bytes()}
        shutil.rmtree(self.folder)
        return leaks


class Alertmanager(Program):
    name = "Alertmanager"
    own = ["alertmanager.yml"]

    def prepare(self):
        self.port = free_port()
        self.alerts = {}
        (self.folder / "alertmanager.yml").write_text(
            json.dumps(
                {
                    "route": {
                        "receiver": "hook",
                        "group_by": ["alertname", "id"],
                        "group_wait": "0s",
                        "group_interval": "10s",
                    },
                    "receivers": [{"name": "hook", "webhook_configs": [{"url": self.hook.url}]}],
                }
            )
        )
        threading.Thread(target=self.send_again, daemon=True).start()

    def command(self):
        return [
            "prometheus-alertmanager",
            f"--config.file={self.folder}/alertmanager.yml",
            f"--storage.path={self.folder}/data",
            f"--web.listen-address=127.0.0.1:{self.port}",
            "--cluster.listen-address=",
            "--log.level=debug",
        ]

    def until_ready(self):
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/-/ready").read()
                return
            except OSError:
                time.sleep(0.05)

    def fire(self, name):
        self.alerts[name] = {"labels": {"alertname": "Alarm", "id": name}, "annotations": {"summary": f"alarm {name}"}}
        self.send()

    def clear(self, name):
        self.alerts[name]["endsAt"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.send()

    def send(self):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v2/alerts",
            json.dumps(list(self.alerts.values())).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            urllib.request.urlopen(request).read()
        except OSError:
            pass

    def send_again(self):
        while True:
            time.sleep(1)
            if self.alerts:
                self.send()


class Fleepd(Program):
    name = "fleepd"
    own = ["fleepd.yaml"]

    def prepare(self):
        self.lines = open(self.folder / "app.log", "a", buffering=1)
        (self.folder / "fleepd.yaml").write_text(
            f"""hooks: {{ops: {{url: '{self.hook.url}'}}}}
route: {{hook: ops, group_by: [alert, id], group_wait: 0s, group_interval: 10s}}
rule_files: [rules.yaml]
state_directory: {self.folder}/state
"""
        )
        (self.folder / "rules.yaml").write_text(
            f"""sources: {{app: {{files: [{self.folder}/app.log]}}}}
alerts:
  - alert: Alarm
    source: app
    match: 'ALARM (?<id>\\w+)'
    resolve: 'CLEAR (?<id>\\w+)'
    by: [id]
    annotations: {{summary: 'alarm {{{{id}}}}'}}
"""
        )
        (self.folder / "fleepd.yaml").chmod(0o600)
        (self.folder / "state").mkdir()

    def command(self):
        return [FLEEPD, "run", "--config", f"{self.folder}/fleepd.yaml", "--log-level", "debug"]

    def until_ready(self):
        command = [FLEEPD, "status", "--config", f"{self.folder}/fleepd.yaml"]
        while subprocess.run(command, capture_output=True).returncode != 0:
            if self.process.poll() is not None:
                sys.exit(f"fleepd did not start, see {self.folder}/output.log")
            time.sleep(0.1)

    def fire(self, name):
        self.lines.write(f"ALARM {name}\n")

    def clear(self, name):
        self.lines.write(f"CLEAR {name}\n")


def throttled(program, hook):
    hook.answers = [(429, {"Retry-After": "3"})]
    program.fire("one")
    came = hook.wait(["one"], 30)
    if not came:
        return "lost within 30 s"
    first, last = hook.requests[0][0], hook.requests[-1][0]
    return f"arrived {last - first:.1f} s later, in {len(hook.requests)} attempts"


def failing(program, hook):
    hook.answers = [(500, {})] * 4
    program.fire("one")
    came = hook.wait(["one"], 60)
    if not came:
        return "lost within 60 s"
    first, last = hook.requests[0][0], hook.requests[-1][0]
    return f"arrived {last - first:.1f} s later, in {len(hook.requests)} attempts"


def killed(program, hook):
    program.fire("one")
    if not hook.wait(["one"], 30):
        return "lost within 30 s"
    time.sleep(1)
    program.stop(signal.SIGKILL)
    program.start()
    time.sleep(15)
    repeats = hook.mentions("one") - 1
    return f"sent again, unmarked, {counted(repeats, 'time')}" if repeats else "not sent again"


def outage(program, hook):
    hook.close()
    names = [f"n{number}" for number in range(1, 13)]
    for name in names:
        program.fire(name)
        time.sleep(OUTAGE / 20)
    for name in names[:6]:
        program.clear(name)
    time.sleep(OUTAGE * 8 / 20)
    back = Hook(hook.port)
    back.wait(names, 90)
    told = sum(bool(back.mentions(name)) for name in names)
    messages = len(back.stored())
    back.close()
    hook.server = None
    return f"{told} of 12 alerts told, in {counted(messages, 'message')}"


FAILURES = [
    ("429 with `Retry-After: 3`, then 200", throttled),
    ("500 four times, then 200", failing),
    ("`kill -9` after a 200, then a restart", killed),
    (f"hook away for {OUTAGE} s; 12 alerts meanwhile, of which 6 end", outage),
]


def run(kind):
    results = []
    leaks = set()
    for title, failure in FAILURES:
        hook = Hook()
        program = kind(hook)
        results.append(failure(program, hook))
        leaks |= program.finish()
        if hook.server:
            hook.close()
        print(f"{kind.name}: {title}: {results[-1]}", flush=True)
    results.append("not there" if not leaks else f"in {', '.join(sorted(leaks))}")
    return results


def version(command):
    output = subprocess.run(command, capture_output=True, text=True)
    return re.search(r"\d+(\.\d+)+", output.stdout + output.stderr).group()


def main():
    columns = [run(Alertmanager), run(Fleepd)]
    titles = [title for title, _ in FAILURES] + ["the hook's key in logs and state files, at debug level"]
    rows = "\n".join(f"| {title} | {left} | {right} |" for title, left, right in zip(titles, *columns))
    alertmanager = version(["prometheus-alertmanager", "--version"])
    pathlib.Path(sys.argv[2]).write_text(
        f"""# Five failures, side by side

Made by `make compare`: the same hook on loopback, the same script of answers, the same alerts. Alertmanager {alertmanager} is
Debian's, with a webhook receiver, `group_wait` 0 s, `group_interval` 10 s (the shortest that it takes) and alerts that are sent
again every second, as Prometheus would. fleepd {version([FLEEPD, "--version"])} reads the same alerts from a log file;
its pauses double from 2 s, with full jitter, so that a hook in trouble is not hammered.

| failure | Alertmanager | fleepd |
| --- | --- | --- |
{rows}
"""
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    FLEEPD = str(pathlib.Path(sys.argv[1]).resolve())
    main()
