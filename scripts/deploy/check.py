"""Deploys a built template onto an emulator of AWS and runs the stories in the stack.

Usage: check.py SAM AWS MINISTACK TEMPLATE ARCHITECTURE

AWS is the directory of the AWS CLI, TEMPLATE is what `sam build` wrote, and the stories are
local/tests/stories. Everything listens on
127.0.0.1, and what is started here is stopped here. Runs in the emulator's Python, which has boto3.
"""

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import boto3
import yaml
from alarms import go_off
from inventory import data_stays, inventory, nothing_stays, unprotected
from routes import with_routes
from template_copy import for_emulator

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lambda_emulator import CREDENTIALS, MAIN_ACCOUNT, ROOT  # noqa: E402
from lambda_emulator import bind, request, running  # noqa: E402

STACK = "deploy-check"
# The kernel's range of ports that it gives to whoever asks for any: first and last.
PORTS_FOR_ANY = Path("/proc/sys/net/ipv4/ip_local_port_range")
AUDIENCE = "patchbay"
CAPABILITIES = ["CAPABILITY_IAM"]
REGION = CREDENTIALS["AWS_REGION"]
# Stories that need the sandbox in their own process; sandboxed.rs says why.
ELSEWHERE = "sandboxed::"


def main(sam, cli, ministack, template, architecture):
    port = quiet_ports(3)
    aws, domain, twilio = (f"http://127.0.0.1:{port + offset}" for offset in range(3))
    parameters = {
        "JwtIssuer": domain,
        "JwtAudience": AUDIENCE,
        "PublicBaseUrl": domain,
        "TwilioAccountSid": MAIN_ACCOUNT,
        "TwilioApiUrl": twilio,
        "AwsEndpointUrl": aws,
        "Architecture": architecture,
        "RetainData": "false",
    }
    copy = adapted(Path(template), parameters)
    with emulator(ministack, port):
        stack = Stack(aws)
        with step("sam deploy"):
            deploy(sam, copy, aws, parameters)
            stack.expect("CREATE_COMPLETE")
        with step("routes of the HTTP API"):
            stack.add_routes()
            stack.expect("UPDATE_COMPLETE")
        with step("stories"):
            tell_stories(stack)
        with step("alarms"):
            print("went off: " + ", ".join(sorted(go_off(stack.client))))
        with step("scripts/remove"):
            stack.end(lambda: scripts_remove(cli, aws), nothing_stays)
        with step("sam deploy, with RetainData"):
            deploy(sam, copy, aws, {**parameters, "RetainData": "true"})
            stack.expect("CREATE_COMPLETE")
            stack.expect_protection()
        with step("scripts/remove, with RetainData"):
            refuses(lambda: scripts_remove(cli, aws))
        with step("deletion"):
            stack.end(stack.delete, data_stays)


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


def deploy(sam, template, endpoint, parameters):
    command = [sam, "deploy", "--template-file", str(template), "--stack-name", STACK]
    command += ["--region", REGION, "--resolve-s3"]
    command += ["--capabilities", *CAPABILITIES]
    command += ["--no-confirm-changeset", "--no-progressbar", "--parameter-overrides"]
    command += [f"{name}={value}" for name, value in parameters.items()]
    environment = {**os.environ, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}\n{done.stderr}\ndeploy-check: sam deploy failed")


def scripts_remove(cli, endpoint):
    environment = {
        **os.environ,
        **CREDENTIALS,
        "PATH": f"{cli}:{os.environ['PATH']}",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": endpoint,
    }
    script = ROOT / "scripts" / "remove"
    subprocess.run([script, STACK], env=environment, input=f"{STACK}\n", text=True, check=True)


def refuses(attempt):
    with contextlib.suppress(subprocess.CalledProcessError):
        attempt()
        sys.exit("deploy-check: it should have refused")


class Stack:
    """The deployed stack."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.cloudformation = self.client("cloudformation")

    def client(self, service):
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        )

    def describe(self):
        return self.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]

    def expect(self, status):
        found = self.describe()["StackStatus"]
        resources = self.resources()
        print(f"{STACK}: {found}, {len(resources)} resources")
        if found != status:
            sys.exit(f"deploy-check: the stack is {found}, not {status}")

    def resources(self):
        """Type and physical id by logical id."""
        pages = self.cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
        return {
            resource["LogicalResourceId"]: (
                resource["ResourceType"],
                resource.get("PhysicalResourceId", ""),
            )
            for page in pages
            for resource in page["StackResourceSummaries"]
        }

    def id_of(self, logical):
        return self.resources()[logical][1]

    def add_routes(self):
        """An update of the stack; see routes.py."""
        answer = self.cloudformation.get_template(StackName=STACK, TemplateStage="Processed")
        template, routes = with_routes(answer["TemplateBody"])
        # Too long to be sent by itself.
        bucket = self.code_bucket(template)
        body = json.dumps(template)
        self.client("s3").put_object(Bucket=bucket, Key="routes.json", Body=body)
        self.cloudformation.update_stack(
            StackName=STACK,
            TemplateURL=f"{self.endpoint}/{bucket}/routes.json",
            Capabilities=CAPABILITIES,
            Parameters=[
                {"ParameterKey": parameter["ParameterKey"], "UsePreviousValue": True}
                for parameter in self.describe()["Parameters"]
            ],
        )
        waiter = self.cloudformation.get_waiter("stack_update_complete")
        waiter.wait(StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
        print(f"{routes} routes")

    @staticmethod
    def code_bucket(template):
        functions = (r for r in template["Resources"].values() if r["Type"] == "AWS::Lambda::Function")
        return next(functions)["Properties"]["Code"]["S3Bucket"]

    def environment(self):
        """What the stories need: the variables of a function, and how the stack is reached."""
        function = self.client("lambda").get_function_configuration(
            FunctionName=self.id_of("WebsiteFunction")
        )
        port = self.endpoint.rsplit(":", 1)[1]
        return {
            **function["Environment"]["Variables"],
            **CREDENTIALS,
            "DEPLOYED_HOST": f"{self.id_of('Api')}.execute-api.localhost:{port}",
            "DEPLOYED_AUDIENCE": AUDIENCE,
            "DEPLOYED_DEAD_LETTERS": self.id_of("MediaDeadLetterQueue"),
        }

    def show_complaints(self):
        """What the functions logged as warnings and errors."""
        logs = self.client("logs")
        for group in logs.describe_log_groups()["logGroups"]:
            events = logs.filter_log_events(logGroupName=group["logGroupName"])["events"]
            for event in events:
                if any(f'"level":"{level}"' in event["message"] for level in ("WARN", "ERROR")):
                    print(group["logGroupName"], event["message"], file=sys.stderr)

    def expect_protection(self):
        if found := unprotected(self.client):
            sys.exit(f"deploy-check: anybody could delete {', '.join(found)}")

    def end(self, how, stays):
        """`stays` picks what should be there afterwards from what is there now."""
        expected = stays(inventory(self.client))
        how()
        left = inventory(self.client)
        print("left behind: " + (", ".join(sorted(left)) or "nothing"))
        if left != expected:
            sys.exit(f"deploy-check: it should be {sorted(expected)}")

    def delete(self):
        self.cloudformation.delete_stack(StackName=STACK)
        waiter = self.cloudformation.get_waiter("stack_delete_complete")
        waiter.wait(StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 60})


def tell_stories(stack):
    # Of the whole workspace, as debug_build in deploy-check: with the same features of dependencies.
    command = ["cargo", "test", "--locked", "--workspace", "--test", "stories", "--"]
    command += ["--skip", ELSEWHERE]
    environment = {**os.environ, **stack.environment()}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        stack.show_complaints()
        sys.exit("deploy-check: a story failed")


main(*sys.argv[1:])
