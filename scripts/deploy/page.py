"""Brings the page of a stack with `Page=true` up to date: sign-in, files, CloudFront."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from page_config import NoClient, config
from page_files import NotAPage, files
from page_upload import refresh, retire, upload

DASHBOARD = Path(__file__).resolve().parent.parent.parent / "dashboard"
# AUTO_EXPAND is for SAM's transform, without a change set.
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]


def has_page(client, stack):
    return described(client, stack)[1].get("Page") == "true"


def deploy_page(client, stack, built):
    """`client` makes a client of a service of AWS, and `built` builds the page: both are called when needed."""
    tell_pool(client, stack)
    outputs, parameters = described(client, stack)
    s3, bucket = client("s3"), outputs["PageBucketName"]
    try:
        found = files(built(), config(outputs, parameters))
    except (NoClient, NotAPage) as wrong:
        sys.exit(f"the page: {wrong}")
    upload(s3, bucket, found)
    gone = retire(s3, bucket, found, int(time.time()))
    refresh(client("cloudfront"), outputs["PageDistributionId"], found)
    print(f"the page: {len(found)} files uploaded, {len(gone)} old ones removed: {outputs['PageUrl']}", flush=True)


def build():
    """The folder of what `npm run build` has made."""
    npm = shutil.which("npm") or sys.exit("the page: needs Node 20 or newer with npm; then scripts/upload-page")
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
        done = subprocess.run([npm, *command], cwd=DASHBOARD, check=False)
        if done.returncode:
            sys.exit(f"the page: npm {' '.join(command)} failed")
    return DASHBOARD / "dist"


def described(client, stack):
    """Outputs and parameters by name."""
    (found,) = client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    outputs = {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}
    return outputs, {one["ParameterKey"]: one["ParameterValue"] for one in found.get("Parameters", [])}


def tell_pool(client, stack):
    """Updates the stack if its pool does not know where the page is.

    CloudFront gives the page's domain, and the API has to be there before: it takes the tokens of the
    page's client, which is for that domain. So the domain comes back as a parameter, once.
    """
    outputs, parameters = described(client, stack)
    has_own_domain = parameters["PageCertificateArn"] != ""
    if parameters["JwtIssuer"] or has_own_domain or parameters["PageOrigin"] == outputs["PageUrl"]:
        return
    print(f"the page: PageOrigin becomes {outputs['PageUrl']}, for the user pool", flush=True)
    cloudformation = client("cloudformation")
    as_before = [{"ParameterKey": name, "UsePreviousValue": True} for name in parameters if name != "PageOrigin"]
    cloudformation.update_stack(
        StackName=stack,
        UsePreviousTemplate=True,
        Capabilities=CAPABILITIES,
        Parameters=[*as_before, {"ParameterKey": "PageOrigin", "ParameterValue": outputs["PageUrl"]}],
    )
    cloudformation.get_waiter("stack_update_complete").wait(StackName=stack)
