"""A node with invented lists, as the clients' tests need it."""

import contextlib
import json
import os
import pathlib
import ssl
import subprocess
import tempfile
import time
import urllib.request

# Whether the certificate is the right one is for the tests to ask.
ANY = ssl.create_default_context()
ANY.check_hostname, ANY.verify_mode = False, ssl.CERT_NONE

SUBJECTS = [
    {"id": "x-1", "schema": "Person", "referents": ["old-x-1"],
     "properties": {"name": ["Karim Bin Salim Qadiri"], "alias": ["كريم القادري"],
                    "birthDate": ["1971-05-02"], "nationality": ["iq"],
                    "topics": ["sanction"], "passportNumber": ["N770112"]}},
    {"id": "x-2", "schema": "Organization",
     "properties": {"name": ["Qadiri Relief Foundation"], "country": ["sy"],
                    "topics": ["sanction.linked"]}},
    {"id": "x-3", "schema": "Ownership", "properties": {"owner": ["x-1"], "asset": ["x-2"]}},
    {"id": "x-4", "schema": "Vessel",
     "properties": {"name": ["Blue Heron"], "imoNumber": ["9074729"], "topics": ["mare.shadow"]}},
]


@contextlib.contextmanager
def running(hilf, *flags, prepare=lambda env: None):
    """Address of a node that runs as long as the context; `prepare` is called before it begins."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "x.entities.ftm.json")
        lines = ({"referents": [], "datasets": ["x"], "last_change": "2026-02-27T10:00:00"} | s
                 for s in SUBJECTS)
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        env = os.environ | {"HILF_DATA_DIR": str(pathlib.Path(folder, "data"))}
        add = [hilf, "lists", "add", str(path), "--name", "x"]
        subprocess.run(add, env=env, check=True, stdout=subprocess.DEVNULL)
        prepare(env)
        serve = [hilf, "serve", "--listen", "127.0.0.1:0", *flags]
        node = subprocess.Popen(serve, env=env, stderr=subprocess.PIPE, text=True)
        try:
            yield listening(node, "https" if "--tls-key" in flags else "http")
        finally:
            node.terminate()
            node.wait(timeout=30)


def listening(node, scheme):
    for line in node.stderr:
        event = json.loads(line)
        if event.get("event") == "listening":
            base = f"{scheme}://{event['detail']}"
            break
    else:
        raise SystemExit("the node ended before it listened")
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{base}/readyz", context=ANY)
            return base
        time.sleep(0.1)
    raise SystemExit("the node was never ready")
