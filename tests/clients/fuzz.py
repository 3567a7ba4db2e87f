"""Schemathesis against a node: fuzz.py HILF [CASES]. What the OpenAPI document says holds for
generated requests, sound and broken ones: known statuses, described shapes, no server error."""

import pathlib
import subprocess
import sys

import node

if __name__ == "__main__":
    cases = sys.argv[2] if len(sys.argv) > 2 else "40"
    tool = pathlib.Path(sys.executable).with_name("schemathesis")
    with node.running(sys.argv[1]) as base:
        run = [tool, "run", f"{base}/openapi.json", "--max-examples", cases, "--seed", "1",
               "--generation-database", "none", "--no-color",
               "--exclude-checks", "unsupported_method"]
        sys.exit(subprocess.run(run).returncode)
