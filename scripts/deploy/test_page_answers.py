"""What `verify-page` notices."""

import json
import unittest
from email.message import Message

from page_answers import HEADERS, faults_of_api, faults_of_config, faults_of_page
from page_files import ASK_EACH_TIME, FOR_A_YEAR
from user import Answer

URL = "https://d111111abcdef8.cloudfront.net"
INDEX = b'<script type="module" src="/assets/index-B1x9.js"></script>'
CONFIG = {"api": URL, "local": False, "issuer": "https://i", "client_id": "c", "scope": "openid", "token": "id_token"}


def answer(status=200, cache=ASK_EACH_TIME, content=INDEX, **headers):
    said = Message()
    policy = "default-src 'none'; script-src 'self'; style-src 'self'"
    given = {"Cache-Control": cache, "Content-Security-Policy": policy, **dict.fromkeys(HEADERS, "x"), **headers}
    for name, value in given.items():
        said[name] = value
    return Answer(status, said, content)


def site(**changes):
    """Answers by path; any other path is a route."""
    known = {
        "/assets/index-B1x9.js": answer(cache=FOR_A_YEAR),
        "/assets/missing.js": answer(403),
        "/config.json": answer(content=json.dumps(CONFIG).encode()),
        "/api/threads": answer(401),
        **changes,
    }
    return lambda path: known.get(path, answer())


def faults(get):
    return [*faults_of_page(get), *faults_of_config(get, URL), *faults_of_api(get)]


class Noticed(unittest.TestCase):
    def test_nothing_where_all_is_well(self):
        self.assertEqual(faults(site()), [])

    def test_what_is_wrong(self):
        elsewhere = answer(content=json.dumps({**CONFIG, "api": "https://other.example"}).encode())
        wrong = {
            "has the Content-Security-Policy": {"/": answer(**{"Content-Security-Policy": "script-src 'unsafe-inline'"})},
            "is not index.html": {"/sign-in/done": answer(content=b"other")},
            "has Cache-Control no-cache": {"/assets/index-B1x9.js": answer()},
            "has Cache-Control public": {"/": answer(cache=FOR_A_YEAR)},
            "missing.js is 200": {"/assets/missing.js": answer()},
            "is for https://other.example": {"/config.json": elsewhere},
            "is 200, not 401": {"/api/threads": answer()},
            "comes from a cache": {"/api/threads": answer(401, **{"X-Cache": "Error from cloudfront, Hit"})},
        }
        for what, change in wrong.items():
            with self.subTest(what):
                found = faults(site(**change))
                self.assertTrue(found and all(what in fault for fault in found), found)


if __name__ == "__main__":
    unittest.main()
