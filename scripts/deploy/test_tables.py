"""An update never replaces a table: its key, its indexes' keys and its name are those that are deployed.

CloudFormation replaces a table whose key or name has changed by an empty one, and says UPDATE_COMPLETE.
An index whose key has changed is refused, and so are two index changes of a table at once.
"""

import json
import unittest
from pathlib import Path

from translated import TEMPLATE, of_type, template

TABLE = "AWS::DynamoDB::Table"
DEPLOYED = Path(__file__).with_name("tables.json")
NAMES = {TABLE: "TableName", "AWS::S3::Bucket": "BucketName", "AWS::Cognito::UserPool": "UserPoolName"}

# Holds nothing that a deployment does not put there again, and is to go when the page goes.
BUILT_ANEW = {"PageBucket"}


def keys(resource):
    properties = resource["Properties"]
    types = {one["AttributeName"]: one["AttributeType"] for one in properties["AttributeDefinitions"]}

    def schema(described):
        return [f"{one['AttributeName']} {types[one['AttributeName']]} {one['KeyType']}" for one in described["KeySchema"]]

    indexes = properties.get("GlobalSecondaryIndexes", []) + properties.get("LocalSecondaryIndexes", [])
    return {"table": schema(properties), **{index["IndexName"]: schema(index) for index in indexes}}


class Tables(unittest.TestCase):
    def test_keys_are_as_deployed(self):
        deployed = json.loads(DEPLOYED.read_text())
        found = {name: keys(table) for name, table in of_type(template(), TABLE).items()}
        for name, schemas in deployed.items():
            self.assertIn(name, found, "a table that is gone stays in the account, and its data with it")
            self.assertEqual(found[name]["table"], schemas["table"], f"{name} would be replaced by an empty one")
        self.assertEqual(found, deployed, f"if this can be deployed over what is there, change {DEPLOYED.name} too")

    def test_nothing_that_holds_data_has_a_name_of_its_own(self):
        for kind, attribute in NAMES.items():
            for name, resource in of_type(template(), kind).items():
                self.assertNotIn(attribute, resource["Properties"], name)

    def test_the_stack_policy_protects_what_outlives_the_stack(self):
        policy = json.loads(TEMPLATE.with_name("stack-policy.json").read_text())
        by_type, by_name = policy["Statement"][1:]
        for denied in (by_type, by_name):
            self.assertEqual((denied["Effect"], denied["Action"]), ("Deny", ["Update:Replace", "Update:Delete"]))
        kinds = by_type["Condition"]["StringEquals"]["ResourceType"]
        kept = {name: one["Type"] for name, one in template()["Resources"].items() if one.get("DeletionPolicy") == "Retain"}
        others = {f"LogicalResourceId/{name}" for name, kind in kept.items() if kind not in kinds and name not in BUILT_ANEW}
        self.assertEqual((set(kinds) - set(kept.values()), {by_name["Resource"]}), (set(), others))


if __name__ == "__main__":
    unittest.main()
