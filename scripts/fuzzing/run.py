"""Starts a local run of its own, fills it, and lets schemathesis loose on it.

Usage: run.py LOCAL CASES SEED
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENT = HERE.parent.parent / "docs/openapi.yaml"
# The longest that the start may take, in seconds.
PATIENCE = 60
CHECKS = ["all", "refused_for_a_reason", "taken_for_a_reason"]
# API Gateway answers a method that a path has not with 404. The two about data have stand-ins that know the
# tables.
WITHOUT = ["unsupported_method", "positive_data_acceptance", "negative_data_rejection"]


def main(program, cases, seed):
    print(f"fuzz: CASES={cases} SEED={seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as directory:
        log = open(f"{directory}/log", "w+b")
        port = free_port()
        command = [program, "--port", str(port), "--ephemeral", "--log", "json"]
        local = subprocess.Popen(command, cwd=directory, stdout=log, stderr=log)
        try:
            wait(local, port)
            fill(port)
            status = fuzz(port, directory, (cases, seed))
        finally:
            local.terminate()
            local.wait()
        log.seek(0)
        errors = [line for line in log.read().decode().splitlines() if '"level":"ERROR"' in line]
    for line in errors[:10]:
        print(f"fuzz: the local run says {line}", file=sys.stderr)
    sys.exit(status or bool(errors))


def fuzz(port, directory, wanted):
    cases, seed = wanted
    operations = len(re.findall(r"^      tags: \[website\]$", DOCUMENT.read_text(), re.MULTILINE))
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "checks",
        "PYTHONPATH": str(HERE),
        "SCHEMATHESIS_REPORTING": "false",
    }
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", str(DOCUMENT)]
    command += ["--url", f"http://127.0.0.1:{port}", "--include-tag", "website"]
    command += ["--max-examples", str(max(1, round(int(cases) / operations))), "--seed", seed]
    command += ["--checks", ",".join(CHECKS), "--exclude-checks", ",".join(WITHOUT)]
    command += ["--header", f"Authorization: Bearer {token(port, 'demo')}"]
    command += ["--phases", os.environ.get("PHASES", "examples,coverage,fuzzing,stateful")]
    command += ["--suppress-health-check", "all", "--generation-database", "none", "--continue-on-failure"]
    return subprocess.run(command, env=environment, cwd=directory, check=False).returncode


def fill(port):
    """So that lists have items, and ids something that they name."""
    sim = f"http://127.0.0.1:{port + 1}/sim"
    for number in range(3):
        text = {"from": f"+1555019000{number}", "to": "+15550100001", "body": "Is it free?"}
        post(f"{sim}/messages", text)
    api = f"http://127.0.0.1:{port}/api"
    headers = {"Authorization": f"Bearer {token(port, 'demo')}"}
    post(f"{api}/preferences", {"voicemail_enabled": True}, headers, "PATCH")
    call = {"from": "+15550190001", "to": "+15550100001", "script": [{"speak": 7, "text": "I am late."}]}
    post(f"{sim}/calls", call)
    thread = f"{api}/threads/sms.15550100001.15550190001"
    post(f"{thread}/notes", {"text": "Call back"}, headers)
    post(f"{api}/snippets", {"name": "Hello", "text": "Hello"}, headers)
    post(f"{api}/webhooks", {"url": "http://127.0.0.1:9/"}, headers)
    post(f"{api}/consents", {"contact_number": "+15550190004", "opted_out": True}, headers)
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 30 * 86_400))
    post(f"{api}/messages", {"to": "+15550190002", "body": "later", "send_at": later}, headers)


def token(port, tenant):
    return post(f"http://127.0.0.1:{port}/dev/token", {"tenant": tenant})["token"]


def post(url, body, headers=None, method="POST"):
    headers = {"Content-Type": "application/json", **(headers or {})}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or b"null")


def wait(local, port):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and local.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    sys.exit("fuzz: the local run did not start")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return min(free.getsockname()[1], 65_533)


if __name__ == "__main__":
    main(*sys.argv[1:])
