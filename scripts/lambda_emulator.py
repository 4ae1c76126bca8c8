"""Release binaries under the Lambda runtime interface emulator, beside the local run.

The functions use the AWS services of the local run, in the environment that template.yaml gives
them. Everything listens on 127.0.0.1, and what is started here is stopped here.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVENTS = ROOT / "events"
# Longest wait for anything, in seconds.
LIMIT = 30
# The main account of the simulated Twilio: PARENT in sandbox/src/demo.rs.
MAIN_ACCOUNT = "AC09e4a70409e4a70409e4a70409e4a704"
# The local run takes any.
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "us-east-1",
}

# Nobody but the real Twilio has the files, so the local run must not be left with the jobs for long.
FILES = {
    "recording.completed.json": {"statusCode": 204},
    "sms.mms.json": {"statusCode": 200},
    "voicemail.recording.json": {"statusCode": 204},
}
# Every event in an order in which one sandbox can take them all, and what the answer contains. A
# conversation is there before it is read.
EXPECTED = {
    "announce.json": {"batchItemFailures": []},
    "deliver.json": {"batchItemFailures": []},
    "importer.json": {"batchItemFailures": []},
    "media.json": {"batchItemFailures": []},
    "sender.json": {"batchItemFailures": []},
    "spool.json": {"batchItemFailures": []},
    "sweeper.json": 0,
    "sms.json": {
        "statusCode": 200,
        "body": '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    },
    "sms.forged.json": {"statusCode": 403},
    "sms.whatsapp.json": {"statusCode": 200},
    "sms.stop.json": {"statusCode": 200},
    "status.json": {"statusCode": 204},
    "status.failed.json": {"statusCode": 204},
    "webhooks.json": {"statusCode": 201},
    "webhooks.invalid.json": {"statusCode": 400},
    "website.json": {"statusCode": 200},
    "website.messages.json": {"statusCode": 200},
    "website.calls.json": {"statusCode": 200},
    "website.voicemails.json": {"statusCode": 200},
    "website.preferences.json": {"statusCode": 200},
    "website.preferences-loop.json": {"statusCode": 400},
    "website.no-claims.json": {"statusCode": 401},
    "voice.json": {"statusCode": 200},
    "voice.get.json": {"statusCode": 200},
    "twiml.json": {"statusCode": 200},
    "twiml.voicemail-done.json": {"statusCode": 200},
    "twiml.fallback.json": {"statusCode": 200},
    "call-status.json": {"statusCode": 204},
    "call-status.leg.json": {"statusCode": 204},
    "call-status.machine.json": {"statusCode": 204},
    "recording.json": {"statusCode": 204},
    "voicemail.json": {"statusCode": 204},
    "outbound-call.json": {"statusCode": 201},
    "outbound-call.invalid.json": {"statusCode": 400},
    # Before the message is there: it may be sent at once.
    "messages.cancel.json": {"statusCode": 404},
    "messages.json": {"statusCode": 202},
    "messages.upload.json": {"statusCode": 201},
    "messages.invalid.json": {"statusCode": 400},
    "accounts.json": {"statusCode": 200},
    "accounts.account.json": {"statusCode": 200},
    "accounts.suspend.json": {"statusCode": 200},
    "accounts.reactivate.json": {"statusCode": 200},
    "accounts.rotate-token.json": {"statusCode": 200},
    "accounts.close.json": {"statusCode": 404},
    "numbers.json": {"statusCode": 200},
    "numbers.one.json": {"statusCode": 200},
    "numbers.invalid.json": {"statusCode": 400},
    **FILES,
}


def events(function):
    """The function's files that can be sent beside a local run that goes on."""
    return [file for file in EXPECTED if file.split(".")[0] == function and file not in FILES]


def contains(answer, expected):
    """Whether the answer has at least what is expected."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        return all(answer.get(key) == value for key, value in expected.items())
    return answer == expected


@contextlib.contextmanager
def local_run(local):
    """The local run without state; yields its first port."""
    port = free_ports(3)
    with running([local, "--port", str(port), "--ephemeral"], dict(os.environ)) as process:
        process.wait_for(lambda: request(f"http://127.0.0.1:{port}/healthz") is not None)
        yield port


@contextlib.contextmanager
def emulated(emulator, bootstrap, environment):
    """A binary under the emulator; yields its `Emulated`."""
    port = free_ports(2)
    command = [emulator, "--runtime-interface-emulator-address", f"127.0.0.1:{port}"]
    command += ["--runtime-api-address", f"127.0.0.1:{port + 1}", str(bootstrap)]
    with running(command, environment) as process:
        process.wait_for(lambda: accepts(port))
        yield Emulated(process, port)


class Emulated:
    """A function that can be invoked."""

    def __init__(self, process, port):
        self.process = process
        self.url = f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"

    def invoke(self, event):
        """The answer to an event, which is bytes of JSON."""
        try:
            return request(self.url, event)
        except OSError as error:
            self.process.fail(error)

    def init_milliseconds(self):
        """How long the binary took until it asked for its first event."""
        found = re.search(r"INIT REPORT\(durationMs: ([0-9.]+)\)", self.process.log())
        return float(found[1]) if found else self.process.fail("no INIT REPORT")

    def peak_megabytes(self):
        """The largest resident set that the function's process has had."""
        return int(re.search(r"VmHWM:\s+(\d+) kB", self.status("status"))[1]) * 1024 / 1e6

    def status(self, file):
        """A file of the function's own process in /proc."""
        threads = Path(f"/proc/{self.process.child.pid}/task").glob("*/children")
        (bootstrap,) = " ".join(thread.read_text() for thread in threads).split()
        return Path(f"/proc/{bootstrap}/{file}").read_text()


def template_environment(endpoint, **given):
    """Every variable of the template, as a function has it beside the local run.

    `endpoint` is where AWS is, and `given` are values of the template's parameters. What the template
    computes is left out: its default is empty.
    """
    template = (ROOT / "template.yaml").read_text()
    variables = re.search(r"^ +Variables:\n((?: +[A-Z_]+: .*\n)+)", template, re.M)[1]

    def value(name):
        block = re.search(rf"^  {name}:\n((?:    .*\n)+)", template, re.M)[1]
        default = re.search(r'\bDefault: ("[^"]*"|[^,}]*)', block)
        if default:
            return default[1].strip('"')
        return {
            "AWS::DynamoDB::Table": name,
            "AWS::KMS::Key": name,
            "AWS::S3::Bucket": name.lower(),
            "AWS::SQS::Queue": f"{endpoint}/000000000000/{name}",
        }[re.search(r"^    Type: (.*)$", block, re.M)[1]]

    given |= {"AwsEndpointUrl": endpoint, "TwilioAccountSid": MAIN_ACCOUNT}
    return {
        variable: given[name] if name in given else value(name)
        for variable, name in re.findall(r"^ +([A-Z_]+): !Ref (\w+)$", variables, re.M)
    }


def beside(port):
    """The environment of a function that runs on this machine, beside the local run at `port`."""
    twilio = f"http://127.0.0.1:{port + 1}"
    environment = template_environment(f"http://127.0.0.1:{port + 2}", TwilioApiUrl=twilio)
    return {**environment, **CREDENTIALS}


class Process:
    """A process, its children and its log."""

    def __init__(self, command, environment, log):
        self.command, self.path = command, log.name
        # A session of its own, so that stopping it stops its children and nothing else.
        self.child = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )

    def log(self):
        return Path(self.path).read_text(errors="replace")

    def wait_for(self, ready):
        until = time.monotonic() + LIMIT
        while not attempt(ready):
            if self.child.poll() is not None:
                self.fail(f"ended with {self.child.returncode}")
            if time.monotonic() > until:
                self.fail(f"not ready within {LIMIT} s")
            time.sleep(0.05)

    def fail(self, why):
        sys.exit(f"{self.log()}\n{Path(sys.argv[0]).name}: {self.command[0]}: {why}")

    def stop(self):
        for sent in signal.SIGTERM, signal.SIGKILL:
            if self.child.poll() is None:
                os.killpg(self.child.pid, sent)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.child.wait(5)


@contextlib.contextmanager
def running(command, environment):
    """A process that is stopped at the end."""
    with tempfile.NamedTemporaryFile(prefix="lambda-check-") as log:
        process = Process(command, environment, log)
        try:
            yield process
        finally:
            process.stop()


def attempt(ready):
    try:
        return ready()
    except OSError:
        return False


def accepts(port):
    socket.create_connection(("127.0.0.1", port), timeout=1).close()
    return True


def free_ports(count):
    """The first of so many free ports in a row."""
    while True:
        with contextlib.ExitStack() as bound:
            first = bind(bound, 0)
            try:
                for port in range(first + 1, first + count):
                    bind(bound, port)
            except (OSError, OverflowError):
                continue
            return first


def bind(bound, port):
    listener = bound.enter_context(socket.socket())
    listener.bind(("127.0.0.1", port))
    return listener.getsockname()[1]


def request(url, body=None, token=None):
    """The answer's JSON, `""` if it is empty. An error status is an OSError."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    message = urllib.request.Request(url, body, headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
        message, timeout=LIMIT
    ) as answer:
        text = answer.read()
        return json.loads(text) if text else ""


# Also when it is told to stop, it stops what it has started.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(f"{Path(sys.argv[0]).name}: stopped"))
