#!/usr/bin/env python3
"""Plays lines.txt to the real SEC and fail2ban and writes when each first acts.

usage: record.py [OUTPUT], without which it is recorded.txt

Needs Debian's sec and fail2ban, and root for the latter, which gets a configuration of its own and no action.
"""
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

FOLDER = os.path.dirname(os.path.abspath(__file__))
SEC_RULE = r"""
type=SingleWithThreshold
ptype=RegExp
pattern=failed from (\S+)
desc=failed from $1
action=write %s %%u $1
window=6
thresh=3
"""
JAIL = """
[DEFAULT]
backend = polling
[test]
enabled = true
filter = test
logpath = %s
findtime = 6
maxretry = 3
bantime = 600
usedns = no
action =
"""
FILTER = """
[Definition]
failregex = failed from <HOST>$
datepattern = ^EPOCH
"""


def write(path, text=""):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    return path


def wait(path, text):
    """Returns when a program has logged something."""
    for _ in range(600):
        if os.path.exists(path) and text in open(path).read():
            return
        time.sleep(0.1)
    sys.exit(f"'{text}' did not come")


def main(output):
    events = []
    for line in open(os.path.join(FOLDER, "lines.txt")):
        if not line.startswith("#"):
            address, *seconds = line.split()
            events += [(int(second), address) for second in seconds]
    events.sort()
    with tempfile.TemporaryDirectory() as folder:
        log = write(f"{folder}/log")
        acted = write(f"{folder}/acted")
        rule = write(f"{folder}/rule", SEC_RULE % acted)
        write(f"{folder}/f2b/fail2ban.conf", "[Definition]\nloglevel = INFO\ndbfile = None\n")
        write(f"{folder}/f2b/jail.conf", JAIL % log)
        write(f"{folder}/f2b/filter.d/test.conf", FILTER)
        bans = write(f"{folder}/bans")
        sec = subprocess.Popen(["sec", f"--conf={rule}", f"--input={log}", "--poll-timeout=0.1",
                                f"--log={folder}/sec.log"], stderr=subprocess.DEVNULL)
        fail2ban = subprocess.Popen(["fail2ban-server", "-c", f"{folder}/f2b", "-s", f"{folder}/socket",
                                     "-p", f"{folder}/pid", "--logtarget", bans, "-x", "-f", "start"])
        try:
            wait(f"{folder}/sec.log", "Opening input file")
            wait(bans, "Jail 'test' started")
            begin = int(time.time()) + 1
            for second, address in events:
                time.sleep(max(0, begin + second + 0.1 - time.time()))
                with open(log, "a") as file:
                    file.write(f"{begin + second} failed from {address}\n")
            time.sleep(5)
            sec_lines = open(acted).read()
            ban_lines = open(bans).read()
        finally:
            for process in (sec, fail2ban):
                process.terminate()
                process.wait()
    first = {}
    for moment, address in re.findall(r"(\d+) (\S+)", sec_lines):
        first.setdefault(("sec", address), int(moment) - begin)
    for moment, address in re.findall(r"^(\S+ \S+),\d+ .*NOTICE\s+\[test\] Ban (\S+)", ban_lines, re.M):
        seconds = int(time.mktime(time.strptime(moment, "%Y-%m-%d %H:%M:%S"))) - begin
        first.setdefault(("fail2ban", address), seconds)
    with open(output, "w") as file:
        file.write("# When each program first acted on an address, in seconds. Made by record.py.\n")
        for (program, address), seconds in sorted(first.items()):
            file.write(f"{program} {address} {seconds}\n")


# Whoever runs this may have signals blocked, which the programs would inherit and not end.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(FOLDER, "recorded.txt"))
