"""What `samconfig.toml` deploys with."""

import re
import tomllib
import unittest

from translated import TEMPLATE, template

CONFIG = tomllib.loads(TEMPLATE.with_name("samconfig.toml").read_text())
# Nobody must go live without having thought of these.
TO_FILL_IN = {"AlarmEmail", "TwilioAccountSid", "DomainName", "CertificateArn"}


def overrides(environment):
    pairs = CONFIG[environment]["deploy"]["parameters"]["parameter_overrides"]
    return dict(pair.split("=", 1) for pair in pairs)


def fits(parameter, value):
    allowed = [str(one) for one in parameter.get("AllowedValues", [value])]
    return value in allowed and re.fullmatch(parameter.get("AllowedPattern", ".*"), value)


class Presets(unittest.TestCase):
    def test_all_values_but_placeholders_can_be_deployed(self):
        declared = template()["Parameters"]
        for environment in ("dev", "prod"):
            refused = {n for n, value in overrides(environment).items() if not fits(declared[n], value)}
            self.assertEqual(refused, TO_FILL_IN if environment == "prod" else set())

    def test_what_is_to_be_filled_in_may_be_left_out(self):
        declared = template()["Parameters"]
        for name in TO_FILL_IN:
            self.assertTrue(fits(declared[name], declared[name]["Default"]), name)
        good = ("ops@example.com", "AC" + "0" * 32, "api.example.com", "arn:aws:acm:eu-west-1:1:certificate/1")
        for name, value in zip(("AlarmEmail", "TwilioAccountSid", "DomainName", "CertificateArn"), good):
            self.assertTrue(fits(declared[name], value), name)


if __name__ == "__main__":
    unittest.main()
