"""Clients of others against a node: contract.py HILF.

yente-client is written for yente and OpenSanctions, reconciler for the Reconciliation API; both
parse every answer strictly, so an answer of another shape is an error here."""

import shutil
import ssl
import subprocess
import sys
import tempfile

import httpx
import pandas
import reconciler
import yente_client
from yente_client.exceptions import BadRequestError, NotFoundError

import node


def opensanctions(base):
    client = yente_client.Client(base_url=base, api_key="any")
    assert client.healthz().status == "ok" and client.readyz().status == "ok"

    datasets = {dataset.name: dataset for dataset in client.datasets().datasets}
    assert datasets["default"].children == ["x"] and datasets["x"].load, datasets
    assert datasets["x"].index_version == datasets["x"].version
    algorithms = client.algorithms()
    assert algorithms.best in [algorithm.name for algorithm in algorithms.algorithms]

    person = yente_client.Person(name="Kareem Salim al-Qadiri", birthDate="1971-05-02")
    answer = client.match(person, threshold=0.6, limit=3, algorithm=yente_client.BEST_ALGORITHM)
    assert answer.top.id == "x-1" and answer.top.match and answer.total.value == 1, answer
    assert answer.top.contributing_explanations, answer
    assert answer.query["properties"]["birthDate"] == ["1971-05-02"], answer
    assert client.match(person, exclude_entities=["old-x-1"]).total.value == 0
    assert client.match(person, topics=["mare.shadow"]).total.value == 0
    assert client.match(person, datasets=["x"], changed_since="2026-01-01").total.value == 1
    many = [(str(n), person) for n in range(8)]
    assert len([key for key, one in client.match_iter(many) if one.top.id == "x-1"]) == 8

    found = client.search("qadiri", facets=["countries", "topics", "schema"], sort=["caption:asc"])
    assert [entity.id for entity in found.results] == ["x-1", "x-2"], found
    labels = {item.name: item.label for item in found.facets["countries"].values}
    assert labels == {"iq": "Iraq", "sy": "Syria"}, labels
    assert client.search("القادري", schema="Person", countries=["iq"]).total.value == 1
    assert client.search("", filter=["topics:mare.shadow"]).results[0].id == "x-4"
    assert client.search("9074729").results[0].id == "x-4"
    page = client.search("", limit=1, offset=1)
    assert (len(page.results), page.offset, page.limit) == (1, 1, 1), page

    whole = client.fetch("old-x-1")
    assert whole.id == "x-1", "a merged id is followed"
    owned = whole.properties["ownershipOwner"][0]
    assert owned.properties["asset"][0].caption == "Qadiri Relief Foundation", owned
    assert client.adjacent("x-1").adjacent["ownershipOwner"].total.value == 1
    assert client.adjacent("x-1", prop="ownershipOwner", sort=["id:desc"]).results[0].id == "x-3"

    refused(NotFoundError, lambda: client.fetch("nobody"))
    refused(BadRequestError, lambda: client.match(person, algorithm="logic-v2"))
    refused(BadRequestError, lambda: client.search("a^2"))


def refused(kind, call):
    try:
        call()
    except kind as error:
        assert error.detail, error
        return
    raise AssertionError(f"it was not refused with {kind.__name__}")


def openrefine(base):
    names = pandas.Series(["Karim Qadiri", "Blue Heron", "Nobody At All"])
    table = reconciler.reconcile(names, reconciliation_endpoint=f"{base}/reconcile/default")
    best = dict(zip(table["input_value"], table["id"]))
    assert best["Karim Qadiri"] == "x-1" and best["Blue Heron"] == "x-4", table
    typed = reconciler.reconcile(names, type_id="Vessel", top_res="all",
                                 property_mapping={"Vessel:imoNumber": pandas.Series(["9074729"] * 3)},
                                 reconciliation_endpoint=f"{base}/reconcile/x")
    assert set(typed["id"].dropna()) == {"x-4"}, typed


def encrypted(hilf):
    """The node over TLS, with a certificate that only this test trusts."""
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = f"{folder}/certificate.pem", f"{folder}/key.pem"
        make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
        subprocess.run(make, check=True, capture_output=True)
        flags = ["--tls-certificates", certificate, "--tls-key", key]
        with node.running(hilf, *flags) as base:
            trust = httpx.HTTPTransport(verify=ssl.create_default_context(cafile=certificate))
            client = yente_client.Client(base_url=base, transport=trust)
            assert client.search("qadiri").total.value == 2


if __name__ == "__main__":
    with node.running(sys.argv[1]) as base:
        opensanctions(base)
        openrefine(base)
    if shutil.which("openssl"):
        encrypted(sys.argv[1])
    else:
        print("SKIPPED: TLS was not tried, because there is no openssl to make a certificate with.")
    print("yente-client and reconciler: every answer as they expect it")
