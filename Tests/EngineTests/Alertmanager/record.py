#!/usr/bin/env python3
"""Plays a scenario to a real Alertmanager and writes what it tells.

usage: record.py [SCENARIO OUTPUT EVENTS]

Without arguments, scenario.txt is played to recorded.txt, which takes a little more than a minute. EVENTS gets the scenario with the
times at which things did happen, which on a busy machine is a little later. Needs Debian's prometheus-alertmanager; everything is on
loopback.
"""
import datetime
import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

FOLDER = os.path.dirname(os.path.abspath(__file__))
CONFIGURATION = """
route:
  receiver: ops
  group_by: [alert]
  group_wait: 2s
  group_interval: 6s
  repeat_interval: 11s900ms
  routes:
    - matchers: ['severity="critical"']
      receiver: pages
      group_by: ['...']
      group_wait: 0s
      continue: true
    - matchers: ['alert=~"Load|Page"']
      receiver: stats
      group_by: []
receivers:
  - name: ops
    webhook_configs: [{url: 'http://127.0.0.1:%d/ops'}]
  - name: pages
    webhook_configs: [{url: 'http://127.0.0.1:%d/pages'}]
  - name: stats
    webhook_configs: [{url: 'http://127.0.0.1:%d/stats'}]
inhibit_rules:
  - source_matchers: ['alert="HostDown"']
    target_matchers: ['severity=~"warning|info"']
    equal: [host]
"""
told = []
happened = []
begin = None


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        told.append((time.monotonic() - begin, self.path[1:], body["alerts"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def call(port, path, value):
    data = json.dumps(value).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v2/{path}", data, {"Content-Type": "application/json"})
    urllib.request.urlopen(request).read()


def at(seconds=0):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.isoformat()


def play(scenario, port):
    started = {}
    for line in open(scenario):
        words = line.split()
        if not words or words[0] == "#":
            continue
        time.sleep(max(0, begin + int(words[0]) - time.monotonic()))
        labels = dict(word.split("=") for word in words[2:])
        if words[1] == "fire":
            started[str(labels)] = at()
            call(port, "alerts", [{"labels": {"alertname": "x", **labels}, "startsAt": at(), "endsAt": at(3600)}])
        elif words[1] == "resolve":
            call(port, "alerts",
                 [{"labels": {"alertname": "x", **labels}, "startsAt": started[str(labels)], "endsAt": at()}])
        elif words[1] == "silence":
            matcher = {"name": "alert", "value": labels["alert"], "isRegex": False}
            call(port, "silences", {"matchers": [matcher], "startsAt": at(), "endsAt": at(int(labels["seconds"])),
                                    "createdBy": "me", "comment": "c"})
        happened.append((time.monotonic() - begin, words[1:]))


def text(alerts, status):
    names = [a["labels"]["alert"] + "/" + a["labels"]["host"] for a in alerts if a["status"] == status]
    return " ".join(sorted(names)) or "-"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(scenario, output, events):
    global begin
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        configuration = os.path.join(folder, "alertmanager.yml")
        with open(configuration, "w") as file:
            file.write(CONFIGURATION % ((receiver.server_port,) * 3))
        process = subprocess.Popen(
            ["prometheus-alertmanager", f"--config.file={configuration}", f"--storage.path={folder}",
             f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="], stderr=subprocess.DEVNULL)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready").read()
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                sys.exit("Alertmanager is not ready")
            begin = time.monotonic()
            play(scenario, port)
        finally:
            process.terminate()
            process.wait()
    with open(output, "w") as file:
        file.write("# What Alertmanager told: seconds, receiver, firing | resolved. Made by record.py.\n")
        for moment, hook, alerts in told:
            file.write(f"{moment:.1f} {hook} {text(alerts, 'firing')} | {text(alerts, 'resolved')}\n")
    with open(events, "w") as file:
        for moment, words in happened:
            file.write(f"{moment:.3f} {' '.join(words)}\n")


# Whoever runs this may have signals blocked, which the program would inherit and not end.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
if len(sys.argv) == 4:
    main(*sys.argv[1:])
else:
    main(os.path.join(FOLDER, "scenario.txt"), os.path.join(FOLDER, "recorded.txt"), os.devnull)
