"""With a domain of its own the API answers there alone, and Twilio is told that domain alone."""

import unittest

from translated import of_type, translated

DOMAIN = {"DomainName": "api.example.com", "CertificateArn": "arn:aws:acm:us-east-1:1:certificate/1"}


class Domain(unittest.TestCase):
    def test_the_apis_own_endpoint_is_closed(self):
        document = translated(DOMAIN)
        (server,) = document["Resources"]["Api"]["Properties"]["Body"]["servers"]
        endpoint = server["x-amazon-apigateway-endpoint-configuration"]
        self.assertEqual(endpoint, {"disableExecuteApiEndpoint": {"Fn::If": ["HasDomain", True, False]}})

    def test_functions_know_it(self):
        for function in of_type(translated(DOMAIN), "AWS::Lambda::Function").values():
            url = function["Properties"]["Environment"]["Variables"]["PUBLIC_BASE_URL"]
            self.assertEqual(url["Fn::If"][0], "HasPublicBaseUrl")
            self.assertEqual(url["Fn::If"][2], {"Fn::If": ["HasDomain", {"Fn::Sub": "https://${DomainName}"}, ""]})


if __name__ == "__main__":
    unittest.main()
