"""The self-test sets off no alarm."""

import importlib.machinery
import importlib.util
import unittest
from unittest import mock

from translated import TEMPLATE, template

SCRIPT = str(TEMPLATE.parent / "scripts" / "verify")
ACCOUNT = ("AC" + "1" * 32, "1" * 32)


def verify():
    loader = importlib.machinery.SourceFileLoader("verify", SCRIPT)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("verify", loader))
    loader.exec_module(module)
    return module


def refusals(account):
    """Requests to webhooks that are to be answered 403."""
    module = verify()
    webhooks, _ = module.routes(TEMPLATE.read_text())
    with mock.patch.object(module, "send", return_value=0):
        checks = module.on_webhooks("https://api.example.com", webhooks, account)
    asked = {route for route, *_ in checks}
    assert asked == {f"POST {path}" for path in webhooks}, "not every webhook is asked"
    return sum(expected == 403 for _, _, expected, _ in checks)


class Alarm(unittest.TestCase):
    def test_a_first_run_and_one_for_each_of_five_tenants_are_no_alarm(self):
        alarm = template()["Resources"]["ForbiddenAlarm"]["Properties"]
        self.assertEqual(alarm["MetricName"], "ForbiddenWebhooks")
        counted = refusals((None, None)) + 5 * refusals(ACCOUNT)
        self.assertLess(counted, alarm["Threshold"])


if __name__ == "__main__":
    unittest.main()
