"""The files of the built page, in the order in which they are uploaded, with their headers."""

import json
from dataclasses import dataclass
from pathlib import PurePosixPath

# Named by what is in them, so they never change. CloudFront has the same folder in the template.
ASSETS = "assets/"
# The last two to change: what they name has to be there.
CONFIG, INDEX = "config.json", "index.html"

FOR_A_YEAR = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"

# Browsers are told to guess nothing.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


class NotAPage(Exception):
    """What was built cannot be served."""


@dataclass(frozen=True)
class File:
    key: str
    content: bytes
    content_type: str
    cache_control: str


def files(built, config):
    """Assets first, then the rest, then what names all of them."""
    found = [file(built, path) for path in sorted(built.rglob("*")) if path.is_file() and not hidden(built, path)]
    keys = {one.key for one in found}
    if INDEX not in keys:
        raise NotAPage(f"{built} has no {INDEX}")
    if CONFIG in keys:
        raise NotAPage(f"{built} has a {CONFIG}, which is the stack's")
    content = json.dumps(config, indent=2).encode() + b"\n"
    found.append(File(CONFIG, content, TYPES[".json"], ASK_EACH_TIME))
    return sorted(found, key=lambda one: (turn(one.key), one.key))


def hidden(built, path):
    """Such as what the bundler writes down for itself."""
    return any(part.startswith(".") for part in path.relative_to(built).parts)


def file(built, path):
    key = path.relative_to(built).as_posix()
    kind = TYPES.get(PurePosixPath(key).suffix)
    if kind is None:
        raise NotAPage(f"{key}: which type has it? {__name__}.py does not say")
    if "/" in key and not key.startswith(ASSETS):
        raise NotAPage(f"{key} would be answered with {INDEX}: only {ASSETS} is a folder")
    cache = FOR_A_YEAR if key.startswith(ASSETS) else ASK_EACH_TIME
    return File(key, path.read_bytes(), kind, cache)


def turn(key):
    if key.startswith(ASSETS):
        return 0
    return {CONFIG: 2, INDEX: 3}.get(key, 1)
