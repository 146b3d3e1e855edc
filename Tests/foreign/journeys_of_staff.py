"""Brings cases, by real journeys, to where a step can be taken with them."""
import uuid

from client import Client

# Who takes a step: the street's officer where a stage follows, a colleague takes over or data are asked for; the police's data
# officer where those are answered; else the police station's.
OFFICER_OF = {"finishStage": "JD01", "handOverCase": "JD01", "askForSharing": "JD01", "answerSharingRequest": "GS01",
              "answerDispute": "GS01", "listWriteBackFindings": "MS01", "answerWriteBackFinding": "MS01", "findDeskCertificate": "MZ01", "getDeskCertificate": "MZ01",
              "annotateCertificate": "MZ01", "renewCertificate": "MZ01", "suspendCertificate": "MZ01",
              "resumeCertificate": "MZ01", "cancelCertificate": "MZ01", "revokeCertificate": "MZ01",
              "correctCertificate": "MS01"}
# What the street asks the police for.
SHARING = {"resource": "339900-GA-9002", "item": "339900-MZ-0007", "fields": ["婚姻状况", "户号"], "aim": "核对配偶是否健在",
           "until": "2029-06-30"}


class Journeys:
    """A resident who wants a person to decide, and officers who do."""

    def __init__(self, known):
        self.resident = Client(known["address"], known["token"])
        self.officers = {number: Client(known["address"], token) for number, token in known["officers"].items()}
        self.standing = {}
        self.certificate = known["theirs"]
        self.other = Client(known["address"], known["otherToken"])
        self.accounts = known["pair"]

    def apply(self, item="0018"):
        answers = [{"field": "用途", "value": "其他"}] if item == "0018" else []
        answer = self.resident.apply(item, answers=answers, decideBy="person", key=str(uuid.uuid4()))
        assert answer.status == 201, answer.body
        return answer.json["id"]

    def step(self, officer, case, name, body=None):
        return self.officers[officer].post(f"/api/v1/desk/cases/{case}/{name}", body)

    def ready(self, operation):
        """The id of a case with which the operation can be done now; `None` for those that need no case."""
        prepare = getattr(self, "ready_to_" + operation, None)
        return prepare() if prepare else None

    def kept(self, name, item="0018"):
        """One case that is used again and again."""
        if name not in self.standing:
            self.standing[name] = self.apply(item)
        return self.standing[name]

    def ready_to_getDeskCase(self):
        return self.kept("shown")

    ready_to_getDeskTimeline = ready_to_claimCase = ready_to_getDeskCase

    def ready_to_releaseCase(self):
        case = self.kept("released")
        self.step("GA03", case, "claim")
        return case

    def ready_to_handOverCase(self):
        case = self.kept("handed over", "0007")
        self.step("JD02", case, "release")
        return case

    def ready_to_finishStage(self):
        case = self.apply("0007")
        self.step("JD01", case, "claim")
        return case

    def ready_to_approveCase(self):
        case = self.apply()
        self.step("GA03", case, "claim")
        return case

    ready_to_refuseCase = ready_to_approveCase

    def ready_to_answerSharingRequest(self):
        return self.officers["JD01"].post("/api/v1/desk/sharing-requests", SHARING).json["id"]

    def ready_to_answerDispute(self):
        draft = "/api/v1/drafts/" + self.resident.post("/api/v1/drafts", {"item": "0007"}).json["id"]
        self.resident.send("PUT", draft + "/disputes", {"disputes": [{"field": "户籍区划", "correction": "339902"}]})
        self.resident.post(draft + "/submission", {"declaration": True})
        waiting = self.officers["GS01"].get("/api/v1/desk/disputes").json["disputes"]
        return waiting[-1]["id"] if waiting else None

    def ready_to_askCorrection(self):
        case = self.kept("asked")
        self.resident.post(f"/api/v1/cases/{case}/correction", {"answers": [], "note": "已交。"})
        self.step("GA03", case, "claim")
        return case

    def ready_to_answerCorrection(self):
        case = self.kept("answered")
        self.step("GA03", case, "claim")
        self.step("GA03", case, "correction", {"note": "请补一份说明。", "newFacts": "来信反映情况有变。"})
        return case

    def ready_to_answerReview(self):
        case = self.ready_to_approveCase()
        self.step("GA03", case, "approval", {})
        self.resident.post(f"/api/v1/cases/{case}/person")
        self.step("GA03", case, "claim")
        return case

    def act(self, name, by="MZ01"):
        """Does something with the one certificate, and goes on with the one that comes of it."""
        body = {"reason": "核查发现情况有变"}
        if name in ("suspension", "cancellation", "revocation", "correction"):
            body["ground"] = "《中华人民共和国行政许可法》第六十九条"
        if name in ("suspension", "cancellation", "revocation"):
            body["reach"] = "certificate"
        answer = self.officers[by].post(f"/api/v1/desk/certificates/{self.certificate}/{name}", body)
        assert answer.status == 200, answer.body
        self.certificate = answer.json["id"]

    def shown(self):
        """The certificate as its office sees it; the newest one."""
        while True:
            shown = self.officers["MZ01"].get(f"/api/v1/desk/certificates/{self.certificate}").json
            if "successor" not in shown:
                return shown
            self.certificate = shown["successor"]

    def ready_to_getDeskCertificate(self):
        state = self.shown()["state"]
        if state == "suspended":
            self.act("resumption")
        if state in ("cancelled", "revoked"):
            self.act("correction", by="MS01")
        return self.certificate

    ready_to_annotateCertificate = ready_to_renewCertificate = ready_to_getDeskCertificate
    ready_to_suspendCertificate = ready_to_cancelCertificate = ready_to_revokeCertificate = ready_to_getDeskCertificate

    def ready_to_resumeCertificate(self):
        self.ready_to_getDeskCertificate()
        self.act("suspension")
        return self.certificate

    def ready_to_correctCertificate(self):
        self.ready_to_getDeskCertificate()
        self.act("revocation")
        return self.certificate

    def offer(self, giver, to):
        """A mandate that waits for its answer."""
        body = {"name": to[0], "residentID": to[1], "powers": ["certificates", "cases"]}
        answer = giver.post("/api/v1/mandates", body)
        assert answer.status == 201, answer.body
        return answer.json["id"]

    def ready_to_acceptMandate(self):
        """One that the other person gives to the resident."""
        waiting = self.resident.get("/api/v1/mandates").json["offers"]
        return waiting[0]["id"] if waiting else self.offer(self.other, self.accounts[0])

    ready_to_declineMandate = ready_to_acceptMandate

    def held(self):
        """One by which the resident acts for the other person."""
        held = [one for one in self.resident.get("/api/v1/mandates").json["held"] if one["state"] == "inForce"]
        if held:
            return held[0]["id"]
        mandate = self.ready_to_acceptMandate()
        self.resident.post(f"/api/v1/mandates/{mandate}/acceptance")
        return mandate

    ready_to_revokeMandate = ready_to_listFamilyCertificates = ready_to_listFamilyCases = held
