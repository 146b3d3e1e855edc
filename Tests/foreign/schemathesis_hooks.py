"""Gives schemathesis what a real client would have: ids that exist, codes that were sent, sessions that may end, and cases in
the state in which a step may be taken.

Only requests that are meant to be accepted are completed, and only with values of the described shape.
"""
import json
import os
import random
import re

import schemathesis
from client import Client
from journeys_of_staff import OFFICER_OF, SHARING, Journeys
from schemathesis.generation.meta import TestPhase

known = json.loads(os.environ["HUIMIN_KNOWN"])
role = os.environ["HUIMIN_ROLE"]
client = Client(known["address"])
journeys = Journeys(known)
# What answers have named.
met = set()
random.seed(20261122)


class Session:
    """Signs every request with a token of the role; signing out ends a session of its own, so that the others go on."""

    def get(self, case, context):
        return known["token"]

    def set(self, case, data, context):
        operation = case.operation.definition.raw.get("operationId")
        if operation == "signOutOfficer":
            data = known["officerSpare"].pop() if known["officerSpare"] else known["ended"]
        elif role == "officer":
            data = known["officers"][OFFICER_OF.get(operation, "GA03")]
        elif operation == "addChild":
            data = known["otherToken"]
        elif operation == "signOut":
            data = known["spare"].pop() if known["spare"] else known["ended"]
        case.headers["Authorization"] = "Bearer " + data


if role != "nobody":
    schemathesis.auth(cache_by_key=lambda case, context: case.operation.label)(Session)


def is_positive(case):
    return case.meta is None or case.meta.generation.mode.is_positive


def is_followed(case, identifier):
    """Whether a chain of requests came from an answer to this id: then it stays."""
    return identifier in met and case.meta is not None and case.meta.phase.name == TestPhase.STATEFUL


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation.definition.raw.get("operationId")
    if not is_positive(case):
        return
    path = case.path_parameters or {}
    if "id" in path and not is_followed(case, path["id"]) and random.random() < 0.8:
        path["id"] = identifier(case, operation) or path["id"]
    if "slug" in path and random.random() < 0.8:
        path["slug"] = random.choice(known["services"])
    if "token" in path and random.random() < 0.9:
        path["token"] = random.choice(known["tokens"])
    if case.query and random.random() < 0.8:
        complete_query(operation, case.query)
    if isinstance(case.body, dict):
        complete(operation, case.body)


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code < 300:
        met.update(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", response.content.decode(errors="ignore")))
    with open(os.environ["HUIMIN_SEEN"], "a") as seen:
        seen.write(f"{case.operation.method.upper()} {case.operation.path} {response.status_code}\n")


def identifier(case, operation):
    """One that exists, of a case that is ready for the operation."""
    if role == "officer" or operation == "answerCorrection" or "/mandates/" in case.operation.path:
        ready = journeys.ready(operation) if role != "nobody" else None
        if ready or "/desk/" in case.operation.path:
            return ready
    if operation == "submitDraft":
        return random.choice(known["complete"])
    kind = next((kind for kind in ("drafts", "cases", "certificates", "presentations") if "/" + kind in case.operation.path), None)
    return random.choice(known[kind]) if kind else None


def complete_query(operation, query):
    lists = {"listCases": "cases", "listCertificates": "certificates", "listReads": "reads", "listDeskCases": "places"}
    if "after" in query and operation in lists:
        query["after"] = random.choice(known[lists[operation]])
    if operation == "findDeskCertificate" and role == "officer":
        query["number"] = journeys.shown()["number"]
    if "item" in query:
        query["item"] = random.choice(known["services"])


def complete(operation, body):
    if operation in ("startDraft", "apply") and "item" in body and random.random() < 0.9:
        body["item"] = "0007" if operation == "apply" else random.choice(known["services"])
        if operation == "apply" and "answers" in body:
            body["answers"] = []
    if operation == "putAnswers" and random.random() < 0.8:
        body["answers"] = []
    if operation == "putDisputes" and random.random() < 0.8:
        body["disputes"] = []
    if operation == "showCertificate" and random.random() < 0.8:
        body["certificate"], body["claims"] = random.choice(known["certificates"]), ["holder_name"]
    if operation == "importCertificate" and random.random() < 0.8:
        offer = random.choice(Client(known["address"], known["token"]).get("/api/v1/certificate-imports").json["available"])
        body["code"], body["terms"] = offer["code"], offer["terms"]
        body.pop("renewed", None)
    if operation == "openPresentation" and random.random() < 0.7:
        showing = {"certificate": known["certificates"][0], "purpose": "service", "claims": ["holder_name"]}
        body["code"] = Client(known["address"], known["token"]).post("/api/v1/presentations", showing).json["code"]
        body["purpose"], body["verifier"] = "service", "惠民银行城东支行"
    if operation == "giveMandate" and random.random() < 0.8:
        body["name"], body["residentID"] = known["pair"][1]
        body["powers"], body["certificateTypes"] = body["powers"] or ["cases"], []
        body.pop("from", None), body.pop("until", None)
    if operation == "addChild" and random.random() < 0.3:
        body["name"], body["residentID"] = known["child"]
    if operation == "beginSignIn" and known["callers"] and random.random() < 0.5:
        body["name"], body["residentID"] = known["callers"].pop()
    if operation == "signIn" and known["entrants"] and random.random() < 0.7:
        body["challenge"] = client.challenge(known["entrants"].pop())
        body["code"] = client.newest_code()
    if operation == "beginOfficerSignIn" and random.random() < 0.5:
        body["name"], body["staffID"] = random.choice(known["colleagues"])
    if operation == "signInOfficer" and random.random() < 0.7:
        challenge = client.officer_challenge(*random.choice(known["colleagues"]))
        if challenge:
            body["challenge"], body["code"] = challenge, client.newest_code()
    if random.random() < 0.8:
        complete_step(operation, body)


def complete_step(operation, body):
    if operation == "answerCorrection":
        body["answers"], body["note"] = [], "租房合同已交到窗口。"
    if operation == "handOverCase":
        body.pop("office", None)
        body["officer"], body["reason"] = "JD02", "休假"
    if operation == "askCorrection":
        body["materials"], body["fields"] = [], []
        body["note"], body["newFacts"] = "请补一份说明。", "来信反映情况有变。"
    if operation == "refuseCase":
        body["ground"], body["reason"] = "身份不能核实", "两次核对，证件与本人不符。"
    if operation == "askForSharing":
        body.update(SHARING)
    if operation == "answerSharingRequest":
        body.update(outcome="granted", fields=["婚姻状况"], reason="户号用不到")
    if operation == "answerDispute":
        body.update(outcome="kept", reason="与户口底册一致")
    if operation == "answerReview":
        body["answer"] = "重新核对过，结果不变。"
