"""What browsers have to get at the page's address, wherever that is."""

import re

from page_files import ASK_EACH_TIME, FOR_A_YEAR
from page_upload import RETIRED

# Routes, and what is no file for browsers.
PAGES = ["/", "/index.html", "/inbox/sms.15550100001.15550190001", "/sign-in/done", f"/{RETIRED}"]
HEADERS = ["Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"]
ASSET = re.compile(r'(?:src|href)="(/assets/[^"]+)"')


def faults_of_page(get):
    """`get` takes a path and gives an answer. What is wrong, in words."""
    index = get("/index.html").content
    for path in PAGES:
        page = get(path)
        yield from faults_of_file(path, page, ASK_EACH_TIME)
        if page.content != index:
            yield f"{path} is not index.html"
        yield from faults_of_headers(path, page.headers)
    assets = ASSET.findall(index.decode())
    if not assets:
        yield "index.html names no asset"
    for path in assets:
        yield from faults_of_file(path, get(path), FOR_A_YEAR)
    missing = get("/assets/missing.js")
    if missing.status not in (403, 404):
        yield f"/assets/missing.js is {missing.status}"


def faults_of_config(get, url):
    config = get("/config.json")
    yield from faults_of_file("/config.json", config, ASK_EACH_TIME)
    if config.status == 200:
        told = config.json
        if told.get("api") != url or told.get("local"):
            yield f"config.json is for {told.get('api')}"
        needed = ("issuer", "client_id", "scope", "token")
        yield from (f"config.json has no {name}" for name in needed if not told.get(name))


def faults_of_api(get):
    """Asked twice: the second must not come from a cache."""
    for _ in range(2):
        answer = get("/api/threads")
        if answer.status != 401:
            yield f"/api/threads without a token is {answer.status}, not 401"
        if "hit" in (answer.headers["X-Cache"] or "").lower():
            yield "/api/threads comes from a cache"


def faults_of_file(path, answer, cache_control):
    if answer.status != 200:
        yield f"{path} is {answer.status}"
    elif answer.headers["Cache-Control"] != cache_control:
        yield f"{path} has Cache-Control {answer.headers['Cache-Control']}, not {cache_control}"


def faults_of_headers(path, headers):
    policy = headers["Content-Security-Policy"] or ""
    if "script-src 'self';" not in policy or any(bad in policy for bad in ("unsafe", "*", "${")):
        yield f"{path} has the Content-Security-Policy {policy or 'none'}"
    yield from (f"{path} has no {name}" for name in HEADERS if not headers[name])
