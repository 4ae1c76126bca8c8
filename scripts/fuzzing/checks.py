"""What schemathesis asks of each answer beside its own checks; and what it does not do to the tenant."""

import csv
import re
from pathlib import Path
from typing import NamedTuple

import schemathesis
import yaml
from schemathesis.specs.openapi import checks as own

HERE = Path(__file__).parent
# After these nothing would be left to try.
ENDS = {"close", "suspend"}


class Row(NamedTuple):
    """A row of a table: patterns of what it is about, and why it is so."""

    operation: str
    status: str
    code: str
    field: str
    why: str

    def fits(self, *found):
        return all(re.fullmatch(pattern, text, re.DOTALL) for pattern, text in zip(self, found))


def table(name):
    with open(HERE / name, newline="", encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(*row) for row in rows if row and not row[0].startswith("#")]


def written():
    """The fields of what each operation takes."""
    document = yaml.safe_load((HERE.parent.parent / "docs/openapi.yaml").read_text(encoding="utf-8"))
    found = {}
    for operation in (one for path in document["paths"].values() for one in path.values()):
        if isinstance(operation, dict) and "requestBody" in operation:
            schema = operation["requestBody"]["content"].get("application/json", {}).get("schema", {})
            if "$ref" in schema:
                schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
            found[operation["operationId"]] = schema.get("properties", {})
    return found


WRITTEN = written()
REFUSED = table("refused.tsv")
TAKEN = table("taken.tsv")


def operation_of(case):
    return case.operation.definition.raw.get("operationId", case.operation.label)


def error_of(response):
    try:
        error = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return "", ""
    return error["code"], error.get("field", "")


@schemathesis.check
def refused_for_a_reason(ctx, response, case):
    """What the document allows is taken, or refused for a reason that is in refused.tsv."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code < 400:
        return None
    code, field = error_of(response)
    found = (operation_of(case), str(response.status_code), code, field)
    if not any(row.fits(*found) for row in REFUSED):
        message = f"refused: {found}; no row of scripts/fuzzing/refused.tsv says why"
        raise AssertionError(message)
    return None


@schemathesis.check
def taken_for_a_reason(ctx, response, case):
    """What the document does not allow is refused, or taken for a reason that is in taken.tsv."""
    try:
        return own.negative_data_rejection(ctx, response, case)
    except AssertionError as failure:
        found = (operation_of(case), str(response.status_code), str(failure.__class__.__name__), broken(case))
        if any(row.fits(*found) for row in TAKEN) or has_only_nulls_more(case):
            return None
        raise AssertionError(f"taken: {found}; no row of scripts/fuzzing/taken.tsv says why: {failure}") from failure


def has_only_nulls_more(case):
    """A field that is null is as one that is left out, whatever it is called."""
    if not isinstance(case.body, dict):
        return False
    more = [name for name in case.body if name not in WRITTEN.get(operation_of(case), {})]
    return bool(more) and all(case.body[name] is None for name in more)


def broken(case):
    """What of the request is not as the document says."""
    data = case.meta.phase.data
    names = [str(data.parameter or ""), str(data.description or "")]
    return " ".join(name for name in names if name)


@schemathesis.serializer("audio/mpeg", "audio/wav")
def bytes_as_they_are(ctx, value):
    """The file is the body."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """The tenant keeps its account."""
    if operation_of(case) == "changeAccount" and case.path_parameters.get("action") in ENDS:
        case.path_parameters["action"] = "reactivate"
