#!/usr/bin/env python3
"""Plays scenario.txt to a real Alertmanager and writes what it tells to recorded.txt.

Needs Debian's prometheus-alertmanager. Everything is on loopback; it takes a little more than a minute.
"""
import datetime
import http.server
import json
import os
import subprocess
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


def play(port):
    started = {}
    for line in open(os.path.join(FOLDER, "scenario.txt")):
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


def text(alerts, status):
    names = [a["labels"]["alert"] + "/" + a["labels"]["host"] for a in alerts if a["status"] == status]
    return " ".join(sorted(names)) or "-"


def main():
    global begin
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    port = receiver.server_port + 1
    with tempfile.TemporaryDirectory() as folder:
        configuration = os.path.join(folder, "alertmanager.yml")
        with open(configuration, "w") as file:
            file.write(CONFIGURATION % ((receiver.server_port,) * 3))
        process = subprocess.Popen(
            ["prometheus-alertmanager", f"--config.file={configuration}", f"--storage.path={folder}",
             f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="], stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready").read()
                    break
                except OSError:
                    time.sleep(0.1)
            begin = time.monotonic()
            play(port)
        finally:
            process.terminate()
            process.wait()
    with open(os.path.join(FOLDER, "recorded.txt"), "w") as file:
        file.write("# What Alertmanager told: seconds, receiver, firing | resolved. Made by record.py.\n")
        for moment, hook, alerts in told:
            file.write(f"{moment:.1f} {hook} {text(alerts, 'firing')} | {text(alerts, 'resolved')}\n")


main()
