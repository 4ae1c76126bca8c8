"""Makes a change of the parameters a change of the functions' code.

All calls go to the alias `live`. SAM publishes a version for it when the code is another one, but not
when a parameter has another value: that would reach the functions with the next change of their code.
So each built function gets a file that differs whenever what is deployed with differs. A parameter of
the template would do it too, but CloudFormation keeps a parameter's last value: the next `sam deploy`
without it would publish no version at all.
"""

import hashlib
import re
from pathlib import Path

NAME = "deployed-with"
# Files that values of parameters are read from.
NAMED_FILE = re.compile(r"""file://([^\s"',\]]+)""")


def stamp(build, *settings):
    """Writes the file into every function of the build directory; `settings` are texts."""
    functions = sorted(Path(build).glob("*/bootstrap"))
    for bootstrap in functions:
        (bootstrap.parent / NAME).write_text(digest(settings) + "\n")
    return len(functions)


def digest(settings):
    content = [one for text in settings for one in (text, *files_in(text))]
    lengths = "".join(f"{len(one)}:{one}" for one in content)
    return hashlib.sha256(lengths.encode()).hexdigest()


def files_in(text):
    return [Path(name).read_text() for name in NAMED_FILE.findall(text)]
