"""Deploys a built template onto an emulator of AWS and does what people do with a deployment: the stories in
the stack, whose events come to a bus beside it, a second stack beside it, the page of both, an update, and
the removal of both.

Usage: check.py SAM AWS MINISTACK TEMPLATE ARCHITECTURE

AWS is the directory of the AWS CLI, TEMPLATE is what `sam build` wrote, and the stories are
local/tests/stories. Everything listens on
127.0.0.1, and what is started here is stopped here. Runs in the emulator's Python, which has boto3.
"""

import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

# Of scripts/, which the modules here use too.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from alarms import go_off  # noqa: E402
from bus import BUS, bus, expect_on_bus  # noqa: E402
from inventory import complete, data_of, inventory  # noqa: E402
from lambda_emulator import CREDENTIALS, MAIN_ACCOUNT, ROOT  # noqa: E402
from lambda_emulator import bind, request, running  # noqa: E402
from page_visit import expect_return, visit_page  # noqa: E402
from restore import rehearse_restore  # noqa: E402
from stack import REGION, Stack, deploy  # noqa: E402
from stamp import stamp  # noqa: E402
from template_copy import for_emulator  # noqa: E402
from user import use_as_a_user  # noqa: E402

# The kernel's range of ports that it gives to whoever asks for any: first and last.
PORTS_FOR_ANY = Path("/proc/sys/net/ipv4/ip_local_port_range")
AUDIENCE = "patchbay"
SITE = "https://www.example.com"
# Its CloudFormation has no AWS::AppSync::Api.
LIVE = "false"
# What tells of events and is not in this stack, or is not held to what the template says of it.
UNTOLD = [
    ("the channel of pages", "AWS::AppSync::Api in CloudFormation, and the WebSocket"),
    ("the secrets of webhooks, for their function alone", "IAM's Null, and so the context of KMS"),
]
# Stories that are told in the sandbox in their own process; sandboxed.rs says why some need it.
ELSEWHERE = ["sandboxed::", "whole_calls::", "live::"]


def main(sam, cli, ministack, template, architecture):
    port = quiet_ports(3)
    aws, domain, twilio = (f"http://127.0.0.1:{port + offset}" for offset in range(3))
    always = {
        "TwilioAccountSid": MAIN_ACCOUNT,
        "TwilioApiUrl": twilio,
        "AwsEndpointUrl": aws,
        "Architecture": architecture,
        "Live": LIVE,
        "Page": "true",
    }
    issuer = {"JwtIssuer": domain, "JwtAudience": AUDIENCE, "PageClientId": "page", "PublicBaseUrl": domain}
    parameters = {**always, **issuer, "RetainData": "false", "EventBusName": BUS}
    copy = adapted(Path(template), parameters)
    with emulator(ministack, port):
        first, second = Stack("deploy-check", aws), Stack("deploy-check-beside", aws)
        with step("sam deploy"):
            deploy(sam, copy, first, parameters)
            first.expect("CREATE_COMPLETE")
        with step("routes of the HTTP API"):
            first.add_routes()
            first.expect("UPDATE_COMPLETE")
        with bus(first.client) as queue:
            with step("stories"):
                tell_stories(first)
            with step("events"):
                expect_on_bus(first.client, queue, "message.received")
                print("told of, but not by this stack, because the emulator lacks it:")
                for part, lacks in UNTOLD:
                    print(f"  {part}: {lacks}")
        with step("alarms"):
            print("went off: " + ", ".join(sorted(go_off(first.client))))
        alone = complete(inventory(first.client))
        with step("a second stack, with a user pool and RetainData"):
            deploy(sam, copy, second, {**always, "WebsiteOrigins": f"https://app.example.com,{SITE}"})
            second.expect("CREATE_COMPLETE")
            second.expect_protection()
        beside = apart(alone, inventory(second.client))
        with step("a user of it"):
            second.add_routes()
            token = use_as_a_user(second, SITE)
        with step("the page, of both stacks"):
            visit_page(first)
            visit_page(second)
            expect_return(second)
            print("not checked, because the emulator reaches no API of its own: /api of the page")
        with step("a table is lost and restored"):
            rehearse_restore(second, token)
        with step("sam deploy, with another parameter"):
            stamp(copy.parent, "DialCountries=DE")
            deploy(sam, copy, first, {**parameters, "DialCountries": "DE"})
            expect_everywhere(first, "DIAL_COUNTRIES", "DE")
        with step("scripts/remove"):
            first.end(lambda: scripts_remove(cli, first), beside)
        with step("scripts/remove, with RetainData"):
            refuses(lambda: scripts_remove(cli, second))
        with step("deletion"):
            second.end(second.delete, data_of(beside))


def apart(alone, both):
    """What the second stack has; it must not have taken anything from the first."""
    if alone - both:
        sys.exit(f"deploy-check: the second stack has replaced {sorted(alone - both)}")
    return complete(both - alone)


def expect_everywhere(stack, variable, value):
    """That calls get functions which know a parameter's new value."""
    functions = stack.of_type("AWS::Lambda::Function")
    behind = [name for name in functions if stack.variables(name)[variable] != value]
    print(f"{variable} is {value} behind the alias of {len(functions) - len(behind)} functions")
    if behind:
        sys.exit(f"deploy-check: {', '.join(behind)} have not heard of it")


def quiet_ports(count):
    """The first of so many free ports in a row, below those that programs get which ask for any: two
    are used only minutes later."""
    limit = int(PORTS_FOR_ANY.read_text().split()[0])
    while True:
        first = random.randrange(limit // 2, limit - count)
        with contextlib.ExitStack() as bound, contextlib.suppress(OSError):
            for port in range(first, first + count):
                bind(bound, port)
            return first


@contextlib.contextmanager
def step(name):
    started = time.monotonic()
    print(f"\n== {name}", flush=True)
    yield
    print(f"== {name}: {time.monotonic() - started:.1f} s", flush=True)


def adapted(template, parameters):
    """Path of the copy for the emulator, beside the template because code is named relative to it."""
    document, changes = for_emulator(yaml.safe_load(template.read_text()), parameters)
    print("\nOther than in the template, because of the emulator:")
    print(f"  Live: {LIVE}: AWS::AppSync::Api is refused")
    for where, change in changes:
        print(f"  {where}: {change}")
    copy = template.with_name("emulator.yaml")
    copy.write_text(yaml.safe_dump(document, sort_keys=False))
    return copy


@contextlib.contextmanager
def emulator(ministack, port):
    with tempfile.TemporaryDirectory(prefix="deploy-check-") as scratch:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": scratch,
            "TMPDIR": scratch,
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            # Functions have the permissions of their roles, and whoever has `test` has all.
            "AUTH": "true",
            "AWS_ACCESS_KEY_ID": CREDENTIALS["AWS_ACCESS_KEY_ID"],
            "AWS_SECRET_ACCESS_KEY": CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            # Neither a second listener nor containers: functions run as processes.
            "IOT_MTLS_ENABLED": "0",
            "DOCKER_HOST": f"unix://{scratch}/none",
        }
        with running([ministack], environment) as process:
            url = f"http://127.0.0.1:{port}/_ministack/ready"
            process.wait_for(lambda: request(url)["status"] == "completed")
            try:
                yield
            except BaseException:
                print(process.log(), file=sys.stderr)
                raise


def scripts_remove(cli, stack):
    environment = {
        **os.environ,
        **CREDENTIALS,
        "PATH": f"{cli}:{os.environ['PATH']}",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": stack.endpoint,
    }
    script = ROOT / "scripts" / "remove"
    answer = f"{stack.name}\n"
    subprocess.run([script, stack.name], env=environment, input=answer, text=True, check=True)


def refuses(attempt):
    with contextlib.suppress(subprocess.CalledProcessError):
        attempt()
        sys.exit("deploy-check: it should have refused")


def tell_stories(stack):
    # Of the whole workspace, as debug_build in deploy-check: with the same features of dependencies.
    command = ["cargo", "test", "--locked", "--workspace", "--test", "stories", "--"]
    command += [word for stories in ELSEWHERE for word in ("--skip", stories)]
    environment = {
        **os.environ,
        **stack.variables("WebsiteFunction"),
        **CREDENTIALS,
        "DEPLOYED_HOST": stack.host(),
        "DEPLOYED_AUDIENCE": AUDIENCE,
        "DEPLOYED_STACK": stack.name,
        "DEPLOYED_DEAD_LETTERS": stack.id_of("MediaDeadLetterQueue"),
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        stack.show_complaints()
        sys.exit("deploy-check: a story failed")


main(*sys.argv[1:])
