"""The template as SAM hands it to CloudFormation."""

import copy
import functools
import logging
import os
from pathlib import Path

# The translator asks boto for the Region's partition.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samcli.yamlhelper import yaml_parse  # noqa: E402
from samtranslator.parser.parser import Parser  # noqa: E402
from samtranslator.translator.translator import Translator  # noqa: E402

TEMPLATE = Path(__file__).resolve().parent.parent.parent / "template.yaml"
FUNCTION = "AWS::Serverless::Function"

# It complains of metrics and features of SAM's own.
logging.getLogger("samtranslator").setLevel(logging.ERROR)


def template():
    """For the caller to change."""
    return copy.deepcopy(parsed())


@functools.cache
def parsed():
    return yaml_parse(TEMPLATE.read_text())


@functools.cache
def functions():
    """Logical ids."""
    return list(of_type(parsed(), FUNCTION))


def translated(parameters=None, code=lambda name: name):
    """`code` says under which key the code of a function was uploaded, by its logical id."""
    document = template()
    del document["Globals"]["Function"]["CodeUri"]
    for name in functions():
        document["Resources"][name]["Properties"]["CodeUri"] = f"s3://code/{code(name)}"
    defaults = {name: str(one["Default"]) for name, one in document["Parameters"].items()}
    return Translator({}, Parser()).translate(document, defaults | (parameters or {}))


def of_type(document, kind):
    resources = document["Resources"].items()
    return {name: resource for name, resource in resources if resource["Type"] == kind}
