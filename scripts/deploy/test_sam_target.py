"""Whose page is uploaded after `sam deploy`."""

import unittest

from sam_target import Target, target


class Said(unittest.TestCase):
    def test_by_a_section_of_samconfig(self):
        self.assertEqual(target("prod", []), Target("patchbay-prod", None, None))
        self.assertEqual(target("default", ["--guided"]).stack, "patchbay")

    def test_by_options(self):
        options = ["--stack-name", "mine", "--region=eu-west-1", "--parameter-overrides", "Page=true", "--profile", "ops"]
        self.assertEqual(target("dev", options), Target("mine", "eu-west-1", "ops"))


if __name__ == "__main__":
    unittest.main()
