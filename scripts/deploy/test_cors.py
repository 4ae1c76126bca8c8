"""What pages of other origins may do is a list, not a text, by the time CloudFormation reads it."""

import unittest

from translated import translated

CORS = "x-amazon-apigateway-cors"


class Cors(unittest.TestCase):
    def test_origins_are_a_list(self):
        document = translated({"WebsiteOrigins": "https://a.example,https://b.example"})
        choice = document["Resources"]["Api"]["Properties"]["Body"][CORS]
        condition, cors, otherwise = choice["Fn::If"]
        self.assertEqual((condition, otherwise), ("HasWebsite", {"Ref": "AWS::NoValue"}))
        # CloudFormation splits it; a text in this place would be one origin that has a comma.
        self.assertEqual(cors["allowOrigins"], {"Fn::Split": [",", "https://a.example,https://b.example"]})
        for name in ("allowHeaders", "allowMethods", "exposeHeaders"):
            self.assertIsInstance(cors[name], list)
        self.assertIsInstance(cors["maxAge"], int)
        self.assertIn("idempotency-key", cors["allowHeaders"])


if __name__ == "__main__":
    unittest.main()
