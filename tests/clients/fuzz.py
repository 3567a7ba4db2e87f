"""Schemathesis against a node: fuzz.py HILF [CASES]. What the OpenAPI document says holds for
generated requests, sound and broken ones: known statuses, described shapes, no server error. One
round names what is there, one names anything.

One check is left out: that whatever fits the document is accepted. The language of `q` and the
names of schemata are not told by a JSON schema, and what is wrong in them is refused with 400."""

import pathlib
import subprocess
import sys

import node

if __name__ == "__main__":
    cases = sys.argv[2] if len(sys.argv) > 2 else "25"
    tool = pathlib.Path(sys.executable).with_name("schemathesis")
    known = ["--config-file", pathlib.Path(__file__).with_name("schemathesis.toml")]
    with node.running(sys.argv[1]) as base:
        run = ["run", f"{base}/openapi.json", "--max-examples", cases, "--seed", "1",
               "--generation-database", "none", "--no-color",
               "--exclude-checks", "positive_data_acceptance"]
        codes = [subprocess.run([tool, *before, *run]).returncode for before in (known, [])]
        sys.exit(max(codes))
