"""Schemathesis against the desk: desk.py HILF [CASES]. What `/api/v1/openapi.json` says holds for
generated requests of somebody who may do everything, sound and broken ones, on a node that is thrown
away: known statuses, described shapes, no server error, nothing without a token. One round names
what is there, one names anything.

One check is left out: that whatever fits the document is accepted. What an entity may say and what
state an alert must be in is not told by a JSON schema, and is refused with 400 or 409."""

import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import node

ROLES = ["analyst", "reviewer", "officer", "auditor", "list-manager", "administrator"]
ACCOUNT, PASSWORD = "everybody", "a long pass phrase"


def account(hilf):
    """Makes the account that may do everything; people on a real node never have all roles."""
    def make(env):
        roles = [part for role in ROLES for part in ("--role", role)]
        add = [hilf, "accounts", "add", ACCOUNT, "--name", "Everybody", *roles]
        subprocess.run(add, env=env, check=True, input=PASSWORD + "\n", text=True,
                       stdout=subprocess.DEVNULL)
    return make


class Desk:
    def __init__(self, base):
        self.base, self.headers = base, {}
        entered = self.call("POST", "session", {"account": ACCOUNT, "password": PASSWORD})
        self.headers["X-Form-Key"] = entered["form_key"]
        rights = self.call("GET", "me")["rights"]
        order = {"name": "fuzz", "scopes": rights}
        self.token = self.call("POST", "me/tokens", order)["token"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = self.headers | {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.base}/api/v1/{path}", data, headers, method=method)
        with urllib.request.urlopen(request) as answer:
            if cookie := answer.headers.get("Set-Cookie"):
                self.headers["Cookie"] = cookie.split(";")[0]
            return json.load(answer)

    def filled(self):
        """What is there, by the beginning of the paths that name it."""
        person = {"id": "c-1", "schema": "Person", "properties": {"name": ["Karim Salim Qadiri"]}}
        self.call("POST", "customers", {"customers": [person]})
        alert = self.call("GET", "alerts")["alerts"][0]
        for step, body in [("start", None), ("note", {"text": "seen"})]:
            self.call("POST", f"alerts/{alert['id']}/{step}", body)
        licence = {"authority": "Bureau", "number": "1", "entity": "x-1", "customers": ["c-1"],
                   "currency": "USD", "ceiling": 1000, "from": "2026-01-01T00:00:00Z",
                   "until": "2036-01-01T00:00:00Z"}
        exemption = self.call("POST", "exemptions", licence)["id"]
        case = self.call("GET", "cases")["cases"][0]["id"]
        return {"alerts": alert["id"], "customers": "c-1", "cases": case,
                "exemptions": exemption, "accounts": "nobody", "lists": "x"}


def settings(folder, known):
    """A configuration that names what is there, route by route."""
    lines = []
    for part, value in known.items():
        place = "name" if part == "lists" else "id"
        lines += ["[[operations]]", f'include-path-regex = "^/api/v1/{part}/"',
                  f'parameters = {{ "path.{place}" = "{value}" }}', ""]
    path = pathlib.Path(folder, "known.toml")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


if __name__ == "__main__":
    cases = sys.argv[2] if len(sys.argv) > 2 else "8"
    tool = pathlib.Path(sys.executable).with_name("schemathesis")
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        for is_known in (True, False):
            with node.running(sys.argv[1], prepare=account(sys.argv[1])) as base:
                desk = Desk(base)
                known = settings(folder, desk.filled())
                before = ["--config-file", known] if is_known else []
                run = ["run", f"{base}/api/v1/openapi.json", "--max-examples", cases,
                       "--seed", "1", "--generation-database", "none", "--no-color",
                       "--header", f"Authorization: Bearer {desk.token}",
                       "--exclude-checks", "positive_data_acceptance"]
                codes.append(subprocess.run([tool, *before, *run]).returncode)
                assert desk.call("GET", "me")["account"] == ACCOUNT
    sys.exit(max(codes))
