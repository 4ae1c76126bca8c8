"""What `sam build` does, but quickly: the debug binaries that the tests use stand in for the release.

Usage: debug_build.py TEMPLATE BINARIES BUILD

BINARIES is Cargo's directory of binaries, and BUILD is where template and functions go. Runs in SAM's
Python.
"""

import subprocess
import sys
from pathlib import Path

from samcli.yamlhelper import yaml_dump, yaml_parse


def main(template, binaries, build):
    document = yaml_parse(Path(template).read_text())
    document["Globals"]["Function"].pop("CodeUri")
    for name, resource in document["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            binary = resource.pop("Metadata")["BuildProperties"]["Binary"]
            bootstrap = Path(build, name, "bootstrap")
            bootstrap.parent.mkdir(parents=True, exist_ok=True)
            # Debug information is nine tenths of it.
            strip = ["strip", "-o", str(bootstrap), str(Path(binaries, binary))]
            subprocess.run(strip, check=True)
            resource["Properties"]["CodeUri"] = name
    Path(build, "template.yaml").write_text(yaml_dump(document))


main(*sys.argv[1:])
