"""The page's part of the template: what browsers are told, who reads the files, what is kept how long."""

import json
import re
import shutil
import subprocess
import unittest

from page_files import ASSETS
from page_upload import RETIRED
from translated import TEMPLATE, of_type, template

DISTRIBUTION = "AWS::CloudFront::Distribution"
# AWS's own policies.
CACHED_AS_FILES_SAY = "658327ea-f89d-4fab-a63d-7e88639e58f6"
NOT_CACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_BUT_THE_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
LOCAL_POLICY = TEMPLATE.parent / "local" / "src" / "policy.rs"
DIRECTIVE = re.compile(r'"((?:[a-z]+-src|base-uri|form-action|frame-ancestors) [^"]*)"')
# All errors that CloudFront keeps for a while unless it is told otherwise.
KEPT = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504]


def resources():
    return template()["Resources"]


def of_page(name):
    return resources()[name]["Properties"]


def distribution():
    return of_page("PageDistribution")["DistributionConfig"]


def headers():
    return of_page("PageHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]


def texts(value):
    """All texts in a value of the template, in their order."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [str(value)]


def policy():
    """Sources by directive. References are as they stand."""
    _, directives = headers()["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Join"]
    words = [" ".join(texts(directive)).split() for directive in directives]
    return {directive[0]: directive[1:] for directive in words}


class Policy(unittest.TestCase):
    def test_nothing_inline_and_nothing_of_others_is_run(self):
        found = policy()
        self.assertEqual(found["default-src"], ["'none'"])
        self.assertEqual((found["script-src"], found["style-src"]), (["'self'"], ["'self'"]))
        for directive, sources in found.items():
            with self.subTest(directive):
                self.assertFalse([one for one in sources if "unsafe" in one or "*" in one], sources)

    def test_it_is_the_local_runs_with_other_origins(self):
        """So what the page's tests see in a browser holds for a deployment too."""
        local = [directive.split() for directive in DIRECTIVE.findall(LOCAL_POLICY.read_text())]
        fixed = [[name, *(one for one in sources if one[0] == "'" or one[-1] == ":")] for name, sources in policy().items()]
        self.assertGreater(len(local), 8)
        self.assertEqual(fixed, local)

    def test_it_cannot_be_framed_nor_send_its_forms_elsewhere(self):
        found = policy()
        self.assertEqual((found["frame-ancestors"], found["base-uri"]), (["'none'"], ["'none'"]))
        self.assertEqual(found["form-action"], ["'self'"])

    def test_it_may_ask_the_issuer_the_channel_and_the_bucket(self):
        asked = " ".join(policy()["connect-src"])
        for needed in ("cognito-idp.", "amazoncognito.com", "JwtIssuer", "wss://${LiveApi.Dns.Realtime}", "${MediaBucket}.s3."):
            self.assertIn(needed, asked)
        for directive in ("img-src", "media-src"):
            self.assertIn("${MediaBucket}.s3.", " ".join(policy()[directive]))

    def test_other_headers_are_there(self):
        found = headers()
        self.assertGreaterEqual(found["StrictTransportSecurity"]["AccessControlMaxAgeSec"], 31536000)
        self.assertEqual(found["FrameOptions"]["FrameOption"], "DENY")
        self.assertEqual(found["ReferrerPolicy"]["ReferrerPolicy"], "no-referrer")
        for name, header in found.items():
            self.assertTrue(header["Override"], name)


class Files(unittest.TestCase):
    def test_only_the_distribution_reads_the_bucket(self):
        bucket = of_page("PageBucket")
        self.assertEqual(set(bucket["PublicAccessBlockConfiguration"].values()), {True})
        self.assertNotIn("CorsConfiguration", bucket)
        allowed = [one for one in of_page("PageBucketPolicy")["PolicyDocument"]["Statement"] if one["Effect"] == "Allow"]
        (reads,) = allowed
        self.assertEqual((reads["Action"], reads["Principal"]), ("s3:GetObject", {"Service": "cloudfront.amazonaws.com"}))
        self.assertIn("distribution/${PageDistribution}", json.dumps(reads["Condition"]["StringEquals"]["AWS:SourceArn"]))

    def test_requests_to_it_are_signed(self):
        (files,) = [one for one in distribution()["Origins"] if one["Id"] == "files"]
        self.assertEqual(files["OriginAccessControlId"], {"Fn::GetAtt": ["PageAccess", "Id"]})
        self.assertEqual(of_page("PageAccess")["OriginAccessControlConfig"]["SigningBehavior"], "always")

    def test_nothing_is_there_without_the_parameter(self):
        for name, resource in resources().items():
            if name.startswith("Page") or resource["Type"] == DISTRIBUTION:
                self.assertIn(resource.get("Condition"), ("HasPage", "SignsInToPage"), name)
        self.assertEqual(template()["Parameters"]["Page"]["Default"], "false")


class Caches(unittest.TestCase):
    def test_files_are_kept_as_they_say_themselves(self):
        config = distribution()
        behaviors = {one["PathPattern"]: one for one in config["CacheBehaviors"]}
        self.assertEqual(set(behaviors), {f"/{ASSETS}*", "/api/*"})
        for behavior in (config["DefaultCacheBehavior"], behaviors[f"/{ASSETS}*"]):
            self.assertEqual((behavior["TargetOriginId"], behavior["CachePolicyId"]), ("files", CACHED_AS_FILES_SAY))
            self.assertTrue(behavior["Compress"])

    def test_answers_of_the_api_are_never_kept(self):
        (api,) = [one for one in distribution()["CacheBehaviors"] if one["TargetOriginId"] == "api"]
        self.assertEqual((api["CachePolicyId"], api["OriginRequestPolicyId"]), (NOT_CACHED, ALL_BUT_THE_HOST))
        self.assertLessEqual({"GET", "PUT", "PATCH", "POST", "DELETE"}, set(api["AllowedMethods"]))
        kept = {one["ErrorCode"]: one["ErrorCachingMinTTL"] for one in distribution()["CustomErrorResponses"]}
        self.assertEqual(kept, dict.fromkeys(KEPT, 0))

    def test_every_answer_has_the_headers_and_comes_over_tls(self):
        config = distribution()
        for behavior in (config["DefaultCacheBehavior"], *config["CacheBehaviors"]):
            self.assertEqual(behavior["ResponseHeadersPolicyId"], {"Ref": "PageHeaders"})
            self.assertIn(behavior["ViewerProtocolPolicy"], ("redirect-to-https", "https-only"))


class SignIn(unittest.TestCase):
    def test_the_pages_client_has_no_secret_and_takes_codes_alone(self):
        client = of_page("PageClient")
        self.assertIs(client["GenerateSecret"], False)
        self.assertEqual(client["AllowedOAuthFlows"], ["code"])
        self.assertNotIn("ALLOW_REFRESH_TOKEN_AUTH", client["ExplicitAuthFlows"])
        self.assertEqual(client["WriteAttributes"], ["email"])
        for name in ("ReadAttributes", "WriteAttributes"):
            self.assertEqual(client[name], of_page("UserPoolClient")[name], name)

    def test_api_and_channel_take_its_tokens(self):
        (authorizer,) = resources()["Api"]["Properties"]["Auth"]["Authorizers"].values()
        self.assertIn("PageClient", texts(authorizer["JwtConfiguration"]["audience"]))
        self.assertIn("^(${UserPoolClient}|${PageClient})$", texts(resources()["LiveApi"]["Properties"]["EventConfig"]))


class Routes(unittest.TestCase):
    ASKED = {
        "/": "/index.html",
        "/inbox": "/index.html",
        "/inbox/sms.15550100001.15550190001": "/index.html",
        "/sign-in/done": "/index.html",
        f"/{RETIRED}": "/index.html",
        "/index.html": "/index.html",
        "/config.json": "/config.json",
        "/manifest.webmanifest": "/manifest.webmanifest",
    }

    @unittest.skipUnless(shutil.which("node"), "needs node")
    def test_a_route_is_the_page_and_a_file_a_file(self):
        code = of_page("PageRoutes")["FunctionCode"]
        asked = f"{list(self.ASKED)}.map((uri) => handler({{request: {{uri}}}}).uri)"
        program = f"{code}\nconsole.log(JSON.stringify({asked}))"
        done = subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True)
        self.assertEqual(json.loads(done.stdout), list(self.ASKED.values()))

    def test_it_is_asked_for_routes_alone(self):
        config = distribution()
        (association,) = config["DefaultCacheBehavior"]["FunctionAssociations"]
        self.assertEqual(association["EventType"], "viewer-request")
        self.assertEqual(len(of_type(template(), "AWS::CloudFront::Function")), 1)
        for behavior in config["CacheBehaviors"]:
            self.assertNotIn("FunctionAssociations", behavior)


if __name__ == "__main__":
    unittest.main()
