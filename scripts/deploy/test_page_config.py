"""What the page is told of its stack."""

import unittest

from page_config import NoClient, config
from translated import template

URL = "https://d111111abcdef8.cloudfront.net"
POOL = {"PageUrl": URL, "UserPoolId": "eu-west-1_AbC123", "PagePoolClientId": "client-of-pool"}
OF_ISSUER = {"JwtIssuer": "https://example.eu.auth0.com/", "JwtAudience": "https://api.example.com", "PageClientId": "spa"}


def with_defaults(given):
    return {name: str(one["Default"]) for name, one in template()["Parameters"].items()} | given


class Config(unittest.TestCase):
    def test_of_a_user_pool(self):
        found = config(POOL, with_defaults({"RoleClaim": "custom:role"}))
        expected = {
            "api": URL,
            "local": False,
            "role_claim": "custom:role",
            "issuer": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC123",
            "client_id": "client-of-pool",
            "scope": "openid",
            "token": "id_token",
            "audience": None,
        }
        self.assertEqual(found, expected)

    def test_of_a_pool_that_does_not_know_the_page(self):
        without = {name: value for name, value in POOL.items() if name != "PagePoolClientId"}
        with self.assertRaisesRegex(NoClient, "PageOrigin"):
            config(without, with_defaults({}))

    def test_of_an_issuer_whose_access_tokens_the_api_takes(self):
        found = config({"PageUrl": URL}, with_defaults(OF_ISSUER))
        self.assertEqual((found["issuer"], found["client_id"]), ("https://example.eu.auth0.com/", "spa"))
        self.assertEqual((found["token"], found["audience"]), ("access_token", "https://api.example.com"))
        self.assertEqual(found["scope"], "openid profile email offline_access")
        self.assertIsNone(found["role_claim"])

    def test_of_an_issuer_whose_id_tokens_the_api_takes(self):
        found = config({"PageUrl": URL}, with_defaults({**OF_ISSUER, "JwtAudience": "spa"}))
        self.assertEqual((found["token"], found["audience"]), ("id_token", None))

    def test_its_outputs_are_the_templates(self):
        declared = template()["Outputs"]
        for name in POOL:
            self.assertIn(name, declared)


if __name__ == "__main__":
    unittest.main()
