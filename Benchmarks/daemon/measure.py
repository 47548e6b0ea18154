#!/usr/bin/env python3
"""Measures the running daemon: from a line to its hook, what it costs while nothing happens, and to read a large file.

usage: measure.py FLEEPD FLEEPD-BENCH

Everything is on loopback and in a temporary folder. Prints figures and judges nothing: timings never fail a test.
"""

import http.server
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

KEY = "Key-00000000000000001_"
ROUNDS = 300
IDLE_FILES = 10_000
# As most systems have it: far fewer than the files.
DESCRIPTORS = 1024
IDLE_SECONDS = 20
# After a start all files are compared after 10 s, then after 20 more, and ever more seldom.
SETTLING_SECONDS = 45


class Hook(http.server.BaseHTTPRequestHandler):
    """Answers as Fleep does, and notes when each number arrived."""

    protocol_version = "HTTP/1.1"
    arrived: dict[int, float] = {}
    news = threading.Condition()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with Hook.news:
            for number in re.findall(rb"no\. (\d+)", body):
                Hook.arrived.setdefault(int(number), time.perf_counter())
            Hook.news.notify_all()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *arguments):
        pass


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)


def start(program, folder, pattern):
    """Starts the daemon and waits until it follows."""
    write(
        folder / "fleepd.yaml",
        "hooks:\n  ops: {url_file: ops-hook, rate_limit: {every: 1ms, burst: 1000}}\n"
        "route: {hook: ops, group_by: ['...'], group_wait: 0s}\nrule_files: [rules.yaml]\n"
        "state_directory: state\n",
    )
    write(
        folder / "rules.yaml",
        f"sources:\n  app: {{files: ['{pattern}']}}\nalerts:\n"
        "  - {alert: Numbered, source: app, match: 'number (?<number>\\d+)', by: [number],\n"
        "     annotations: {summary: 'no. {{number}}'}}\n",
    )
    return launch(program, folder)


def launch(program, folder):
    """Starts the daemon with the configuration of a folder and waits until it follows."""
    log = open(folder / "log", "w")
    daemon = subprocess.Popen(
        [program, "run", "--config", folder / "fleepd.yaml"],
        stdout=log,
        stderr=log,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS)),
    )
    while "Following" not in (folder / "log").read_text():
        if daemon.poll() is not None:
            sys.exit((folder / "log").read_text())
        time.sleep(0.05)
    return daemon


def latency(log):
    """Milliseconds from a line to its hook, one line at a time, the hook idle."""
    delays = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        with open(log, "a") as file:
            file.write(f"number {number}\n")
        with Hook.news:
            while number not in Hook.arrived:
                if not Hook.news.wait(timeout=60):
                    sys.exit(f"line {number} did not arrive")
        delays.append((Hook.arrived[number] - begun) * 1000)
        time.sleep(0.05)
    return sorted(delays)


def private_kilobytes(process):
    """What is the process's own: pages that it wrote. Pages of the program's file can be dropped at any time."""
    text = pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return int(re.search(r"Private_Dirty:\s+(\d+)", text)[1])


def descriptors(process):
    return sum(1 for _ in pathlib.Path(f"/proc/{process.pid}/fd").iterdir())


def spent(process):
    """CPU seconds and context switches of all threads."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    seconds = (int(fields[11]) + int(fields[12])) / 100
    switches = 0
    for task in pathlib.Path(f"/proc/{process.pid}/task").iterdir():
        switches += sum(int(count) for count in re.findall(r"ctxt_switches:\s+(\d+)", (task / "status").read_text()))
    return seconds, switches


def used_by(*command):
    """CPU seconds of a program that runs to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def reading(program, bench, folder):
    """CPU seconds of the daemon for a log of 1 GB in the page cache, with one rule; of `wc -l`; of a search for the rule's string alone."""
    subprocess.run([bench, "replay-corpus", folder, "1000"], check=True, stdout=subprocess.DEVNULL)
    log, patterns = folder / "week.log", folder / "patterns"
    counting = min(used_by("wc", "-l", log) for _ in range(3))
    searching = min(used_by(bench, "bare-scan", patterns, log) for _ in range(3))
    pattern = patterns.read_text().splitlines()[0].replace("'", "''")
    write(
        folder / "fleepd.yaml",
        "hooks:\n  ops: {url: 'http://127.0.0.1:9/hook/nobody-listens-there00'}\n"
        "route: {hook: ops}\nrule_files: [rules.yaml]\nstate_directory: state\n",
    )
    write(
        folder / "rules.yaml",
        f"sources:\n  log: {{files: ['{log}'], read_from: beginning}}\n"
        f"alerts:\n  - {{alert: One, source: log, match: '{pattern}', threshold: 1000000, window: 1h}}\n",
    )
    daemon = launch(program, folder)
    try:
        while of_sources("lagBytes", program, folder) > 0:
            time.sleep(0.1)
        return spent(daemon)[0], counting, searching
    finally:
        daemon.terminate()
        daemon.wait()


def rotate(program, folder, files):
    """Seconds from the end of a rotation of all logs until the daemon has read what was written before and after it."""
    known = of_sources("lines", program, folder)
    for number in range(files):
        log = folder / "logs" / f"{number}.log"
        with open(log, "a") as file:
            file.write(f"the last line of {number}\n")
        log.rename(f"{log}.1")
        log.write_text(f"the first line of the new {number}\n")
    begun = time.perf_counter()
    while of_sources("lines", program, folder) < known + 2 * files:
        time.sleep(0.1)
    return time.perf_counter() - begun


def of_sources(figure, program, folder):
    """A figure of the status, of all sources together."""
    status = subprocess.run(
        [program, "status", "--json", "--config", folder / "fleepd.yaml"], capture_output=True, text=True
    )
    return sum(source[figure] for source in json.loads(status.stdout)["sources"])


def main():
    program, bench = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
    # Pages of a program that was just built count as written until they are on the disk.
    os.sync()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for files in (1, IDLE_FILES):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            write(folder / "ops-hook", f"http://127.0.0.1:{server.server_port}/hook/{KEY}\n")
            for number in range(files):
                write(folder / "logs" / f"{number}.log", "a line from before\n")
            daemon = start(program, folder, "logs/*.log")
            try:
                time.sleep(SETTLING_SECONDS)
                before, kilobytes = spent(daemon), private_kilobytes(daemon)
                time.sleep(IDLE_SECONDS)
                after = spent(daemon)
                print(
                    f"{files} idle files: {(after[0] - before[0]) / IDLE_SECONDS:.1%} CPU, "
                    f"{(after[1] - before[1]) / IDLE_SECONDS:.2f} context switches a second, "
                    f"{descriptors(daemon)} descriptors, {private_kilobytes(daemon) / 1024:.1f} MiB private memory, "
                    f"{private_kilobytes(daemon) - kilobytes} KiB more than {IDLE_SECONDS} s before",
                    flush=True,
                )
                delays = latency(folder / "logs" / "0.log")
                Hook.arrived.clear()
                print(
                    f"  line to hook, one of them busy: median {delays[len(delays) // 2]:.1f} ms, "
                    f"p99 {delays[int(len(delays) * 0.99)]:.1f} ms, of {len(delays)} lines",
                    flush=True,
                )
                print(f"  all rotated together: read after {rotate(program, folder, files):.1f} s", flush=True)
            finally:
                daemon.terminate()
                daemon.wait()
    server.shutdown()
    with tempfile.TemporaryDirectory() as name:
        daemon, counting, searching = reading(program, bench, pathlib.Path(name))
        print(
            f"a log of 1 GB in the page cache, one rule: {daemon:.2f} s CPU; wc -l {counting:.2f} s and a bare search {searching:.2f} s: "
            f"{daemon / (counting + searching):.2f} times the two"
        )


if __name__ == "__main__":
    main()
