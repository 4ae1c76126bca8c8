"""What makes SAM publish a version of a function, and so reaches the alias that all calls go to."""

import tempfile
import unittest
from pathlib import Path

from samcli.lib.utils.hash import dir_checksum
from stamp import stamp
from translated import functions, of_type, template, translated

VERSION = "AWS::Lambda::Version"
# By type and pattern, a value that is not the default.
OTHER = {"Number": "7", "String": "changed"}


def versions(parameters, settings):
    """Logical ids of the published versions after a build and these settings of the deployment."""
    with tempfile.TemporaryDirectory() as build:
        for name in functions():
            Path(build, name).mkdir()
            Path(build, name, "bootstrap").write_text(name)
        if settings is not None:
            assert stamp(build, *settings) == len(functions())
        # As `sam deploy` names what it uploads.
        return of_type(translated(parameters, lambda name: dir_checksum(str(Path(build, name)))), VERSION)


def other_value(parameter):
    allowed = parameter.get("AllowedValues")
    if allowed:
        return str(next(one for one in allowed if str(one) != str(parameter["Default"])))
    return OTHER[parameter["Type"]]


class Versions(unittest.TestCase):
    def test_each_parameter_publishes_all_functions(self):
        before = versions({}, ["samconfig", "--config-env", "default"])
        self.assertEqual(len(before), len(functions()))
        for name, parameter in template()["Parameters"].items():
            with self.subTest(name):
                value = other_value(parameter)
                given = ["samconfig", "--config-env", "default", "--parameter-overrides", f"{name}={value}"]
                after = versions({name: value}, given)
                self.assertEqual(len(after), len(functions()))
                self.assertEqual(set(after) & set(before), set())

    def test_nothing_is_published_without_a_change(self):
        self.assertEqual(set(versions({}, ["a", "b"])), set(versions({}, ["a", "b"])))
        self.assertNotEqual(set(versions({}, ["a", "b"])), set(versions({}, ["ab"])))

    def test_values_in_a_file_count_too(self):
        with tempfile.TemporaryDirectory() as folder:
            values = Path(folder, "values.yaml")
            found = []
            for value in ("US", "DE"):
                values.write_text(f"DialCountries: {value}\n")
                found.append(set(versions({}, [f'parameter_overrides = "file://{values}"'])))
            self.assertEqual(found[0] & found[1], set())

    def test_sam_alone_does_not_publish_a_parameter(self):
        """If it does one day, stamps can go."""
        before, after = versions({}, None), versions({"DialCountries": "DE"}, None)
        self.assertEqual(set(before), set(after))


if __name__ == "__main__":
    unittest.main()
