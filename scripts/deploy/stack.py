"""A stack on the emulator."""

import json
import os
import subprocess
import sys
from collections import Counter

import boto3
from inventory import inventory, unprotected
from lambda_emulator import CREDENTIALS
from routes import with_routes

CAPABILITIES = ["CAPABILITY_IAM"]
REGION = CREDENTIALS["AWS_REGION"]
WAIT = {"Delay": 1, "MaxAttempts": 60}


class Stack:
    """A stack of this name, deployed or not."""

    def __init__(self, name, endpoint):
        self.name = name
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
        return self.cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]

    def outputs(self):
        return {one["OutputKey"]: one["OutputValue"] for one in self.describe()["Outputs"]}

    def expect(self, status):
        found = self.describe()["StackStatus"]
        resources = self.resources()
        print(f"{self.name}: {found}, {len(resources)} resources")
        if found != status:
            sys.exit(f"deploy-check: the stack is {found}, not {status}")

    def resources(self):
        """Type and physical id by logical id."""
        pages = self.cloudformation.get_paginator("list_stack_resources").paginate(StackName=self.name)
        return {
            resource["LogicalResourceId"]: (
                resource["ResourceType"],
                resource.get("PhysicalResourceId", ""),
            )
            for page in pages
            for resource in page["StackResourceSummaries"]
        }

    def of_type(self, kind):
        """Physical ids by logical id."""
        return {name: found for name, (one, found) in self.resources().items() if one == kind}

    def id_of(self, logical):
        return self.resources()[logical][1]

    def host(self):
        """The API's, as the emulator knows it."""
        port = self.endpoint.rsplit(":", 1)[1]
        return f"{self.id_of('Api')}.execute-api.localhost:{port}"

    def add_routes(self):
        """An update of the stack; see routes.py."""
        answer = self.cloudformation.get_template(StackName=self.name, TemplateStage="Processed")
        template, routes = with_routes(answer["TemplateBody"])
        # Too long to be sent by itself.
        bucket = code_bucket(template)
        key = f"{self.name}-routes.json"
        self.client("s3").put_object(Bucket=bucket, Key=key, Body=json.dumps(template))
        self.cloudformation.update_stack(
            StackName=self.name,
            TemplateURL=f"{self.endpoint}/{bucket}/{key}",
            Capabilities=CAPABILITIES,
            Parameters=[
                {"ParameterKey": parameter["ParameterKey"], "UsePreviousValue": True}
                for parameter in self.describe()["Parameters"]
            ],
        )
        waiter = self.cloudformation.get_waiter("stack_update_complete")
        waiter.wait(StackName=self.name, WaiterConfig=WAIT)
        print(f"{routes} routes")

    def variables(self, function):
        """The environment of the version that calls get."""
        configuration = self.client("lambda").get_function_configuration(
            FunctionName=self.id_of(function), Qualifier="live"
        )
        return configuration["Environment"]["Variables"]

    def show_complaints(self):
        """What the functions logged as warnings and errors."""
        logs = self.client("logs")
        for group in logs.describe_log_groups()["logGroups"]:
            events = logs.filter_log_events(logGroupName=group["logGroupName"])["events"]
            for event in events:
                if any(f'"level":"{level}"' in event["message"] for level in ("WARN", "ERROR")):
                    print(group["logGroupName"], event["message"], file=sys.stderr)

    def expect_protection(self):
        if found := unprotected(self.client, self.of_type("AWS::DynamoDB::Table").values()):
            sys.exit(f"deploy-check: anybody could delete {', '.join(found)}")

    def end(self, how, expected):
        """`expected` is what should be there afterwards."""
        how()
        left = inventory(self.client)
        kinds = Counter(one.split(" ")[0] for one in left)
        print("there now: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
        if left != expected:
            sys.exit(f"deploy-check: it should be {sorted(expected)}")

    def delete(self):
        self.cloudformation.delete_stack(StackName=self.name)
        waiter = self.cloudformation.get_waiter("stack_delete_complete")
        waiter.wait(StackName=self.name, WaiterConfig=WAIT)


def code_bucket(template):
    functions = (r for r in template["Resources"].values() if r["Type"] == "AWS::Lambda::Function")
    return next(functions)["Properties"]["Code"]["S3Bucket"]


def deploy(sam, template, stack, parameters):
    command = [sam, "deploy", "--template-file", str(template), "--stack-name", stack.name]
    command += ["--region", REGION, "--resolve-s3"]
    command += ["--capabilities", *CAPABILITIES]
    command += ["--no-confirm-changeset", "--no-progressbar", "--parameter-overrides"]
    command += [f"{name}={value}" for name, value in parameters.items()]
    environment = {**os.environ, **CREDENTIALS, "AWS_ENDPOINT_URL": stack.endpoint}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}\n{done.stderr}\ndeploy-check: sam deploy failed")
