"""Which stack `sam deploy` deploys, and where."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from samcli.lib.config.samconfig import SamConfig

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Target:
    """What is not said is None: AWS's own defaults then."""

    stack: str | None
    region: str | None
    profile: str | None


def target(environment, options):
    """By the options of `sam deploy`, else by that section of samconfig.toml."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--config-file", default="samconfig.toml")
    for name in ("stack-name", "region", "profile"):
        parser.add_argument(f"--{name}")
    said, _ = parser.parse_known_args(options)
    kept = SamConfig(str(ROOT), said.config_file).get_all(["deploy"], "parameters", environment)
    return Target(
        said.stack_name or kept.get("stack_name"),
        said.region or kept.get("region"),
        said.profile or kept.get("profile"),
    )
