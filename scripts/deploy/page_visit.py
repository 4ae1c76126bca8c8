"""The page of a stack, uploaded twice and asked for at the emulator's CloudFront."""

import contextlib
import sys
import tempfile
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from page import deploy_page
from page_answers import faults_of_config, faults_of_file, faults_of_page
from page_files import FOR_A_YEAR
from user import asked


def visit_page(stack):
    """Its second build is the one that is seen, and a file of the first can be had all the same."""
    for name in ("first", "second"):
        with built(name) as folder:
            deploy_page(stack.client, stack.name, lambda: folder)
    outputs = stack.outputs()
    url, closed = outputs["PageUrl"], f"{stack.endpoint}/{outputs['PageBucketName']}/index.html"

    def get(path):
        headers = {"Host": urlsplit(url).netloc, "X-Forwarded-Proto": "https"}
        return asked(urllib.request.Request(stack.endpoint + path, headers=headers))

    faults = [*faults_of_page(get), *faults_of_config(get, url)]
    faults += faults_of_file("an asset of before", get("/assets/first.js"), FOR_A_YEAR)
    if b"second" not in get("/").content:
        faults.append("the second build is not seen")
    if asked(urllib.request.Request(closed)).status != 403:
        faults.append("its bucket is open")
    if faults:
        sys.exit("deploy-check: the page: " + "; ".join(faults))


def expect_return(stack):
    """That the user pool sends people back to the page, and to nothing else."""
    outputs = stack.outputs()
    client = stack.client("cognito-idp").describe_user_pool_client(
        UserPoolId=outputs["UserPoolId"], ClientId=outputs["PagePoolClientId"]
    )["UserPoolClient"]
    back = {f"{outputs['PageUrl']}/sign-in/{where}" for where in ("done", "popup")}
    if set(client["CallbackURLs"]) != back or client["AllowedOAuthFlows"] != ["code"]:
        sys.exit(f"deploy-check: the page's client is {client}")


@contextlib.contextmanager
def built(name):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "assets").mkdir()
        asset = f"assets/{name}.js"
        (Path(folder) / "index.html").write_text(f'<!doctype html><script type="module" src="/{asset}"></script>')
        (Path(folder) / asset).write_text("")
        yield Path(folder)
