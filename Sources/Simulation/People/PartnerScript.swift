import Catalog
import CrossCity
import Identity
import Kernel
import Server
import Web

/// 邻市的脚本 — another city takes applications of our people in, tells us of them, answers what we ask, and now and then wants a
/// person to look again. What got lost it sends again, anew signed.
extension SimulatedYear {
    func partnerWorks() async throws {
        if draws.happens(permille: 60) { partnerFiles() }
        partnerAnswers()
        try await partnerSends()
        try await perform("follow") { try await self.followCases() }
    }

    /// Everything that still waits on either side crosses.
    func settlePartner() async throws {
        for _ in 0..<3 {
            try await partnerSends()
            try await perform("sequence", isSequencing: true) { "\(try await self.server.sequence())" }
            try await perform("follow") { try await self.followCases() }
            clock.advance(seconds: 3700)
            try await perform("settle") { "\(try await self.server.deliverDue())" }
        }
    }

    private func followCases() async throws -> String {
        var steps = 0
        while try await server.platform.crossCity.follow.step() { steps += 1 }
        return "\(steps)"
    }

    private func partnerFiles() {
        guard let item = city.catalogue.items.first(where: { $0.baseCode == SimulatedPartner.item }) else { return }
        let resident = draws.pick(residents)
        let number = partner.filed.count + 1
        var filed = SimulatedPartner.Filed(
            reference: "01900000-0000-7000-8000-\(String(1_000_000_000_000 + number).suffix(12))",
            resident: resident.index)
        // Whom it concerns is always asked how to be reached.
        let answers = answers(item, resident) { $0.type == .telephone || draws.happens(permille: 800) }
        write(
            .application,
            [
                "item": JSON(item.baseCode), "itemName": JSON(item.name), "purpose": "跨省通办代收",
                "basis": "跨省通办协议（示例）", "caseNumber": JSON("YZ\(number)"),
                // Days that were lost on the way count for the applicant.
                "appliedAt": JSON(clock.now().adding(seconds: -Int64(draws.within(0...3) * 86_400)).milliseconds),
                "household": "339902",
                "applicant": [
                    "name": JSON(draws.happens(permille: 40) ? "示例" : resident.name),
                    "residentID": JSON(resident.number), "assurance": JSON(draws.happens(permille: 100) ? "L1" : "L2"),
                ],
                "answers": .array(
                    answers.sorted { $0.key < $1.key }.map {
                        ["field": JSON($0.key), "value": JSON($0.value), "grade": "D"]
                    }), "wantsPerson": JSON(draws.happens(permille: 100)),
            ], to: &filed)
        partner.file(filed)
    }

    /// What our city asked, and what the applicant wants to know.
    private func partnerAnswers() {
        guard let item = city.catalogue.items.first(where: { $0.baseCode == SimulatedPartner.item }) else { return }
        for one in partner.filed where one.unsent.isEmpty && one.caseNumber != nil {
            var filed = one
            if filed.status == "correctionAsked", filed.answered < filed.heard.count,
                draws.happens(permille: 300)
            {
                let answers = answers(item, residents[filed.resident]) { _ in true }
                filed.answered = filed.heard.count
                let said = answers.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }
                write(.correction, ["answers": .object(said), "note": "已经补上了。"], to: &filed)
            } else if ["granted", "refused"].contains(filed.status ?? ""), !filed.hasAsked,
                draws.happens(permille: 15)
            {
                filed.hasAsked = true
                write(.question, ["reason": "请再看一看。"], to: &filed)
            } else {
                continue
            }
            partner.file(filed)
        }
    }

    private func write(_ kind: CityMessage.Kind, _ body: JSON, to filed: inout SimulatedPartner.Filed) {
        filed.written += 1
        filed.unsent.append(
            SimulatedPartner.Letter(
                id: "\(filed.reference)-\(filed.written)-\(trace.steps)", number: filed.written, kind: kind.rawValue,
                body: body))
    }

    private func partnerSends() async throws {
        for filed in partner.filed {
            for letter in filed.unsent {
                try await perform("partner \(filed.reference.suffix(4)) \(letter.kind)") {
                    try await hand(letter, of: filed.reference)
                }
            }
        }
    }

    /// One letter on the road: it may be lost before or after it arrived, or arrive twice.
    private func hand(_ letter: SimulatedPartner.Letter, of reference: String) async throws -> String {
        guard let filed = partner.filed.first(where: { $0.reference == reference }),
            filed.unsent.contains(where: { $0.id == letter.id })
        else { return "signed for" }
        if partner.happens(permille: 150) { return "lost" }
        var outcome = "nothing"
        for _ in 0..<(partner.happens(permille: 200) ? 2 : 1) {
            let response = await server.gate.respond(
                to: RawRequest(
                    method: .post, path: "/partner/v1/messages", query: "",
                    headers: ["content-type": "application/jose"],
                    body: Array(try partner.signed(letter, of: filed).utf8)))
            guard !life.isOver, case .bytes(let bytes) = response.body else { return "no answer" }
            if partner.happens(permille: 150) { return "answer lost" }
            outcome = try heard(response.status, bytes, letter, filed)
        }
        return outcome
    }

    private func heard(
        _ status: Int, _ bytes: [UInt8], _ letter: SimulatedPartner.Letter, _ filed: SimulatedPartner.Filed
    ) throws -> String {
        guard status == 200 else {
            let code = (try? JSON.parse(bytes))?["code"]?.string ?? ""
            if ![429, 503].contains(status), code != "partner.outOfOrder" {
                try hold(
                    status < 500 && letter.kind != CityMessage.Kind.application.rawValue,
                    "no step fails but by saying why", "\(status) \(code)")
                // An answer that is not as it was asked for is written anew; a question that nobody waits for is not.
                partner.change(filed.reference) { filed in
                    filed.unsent = []
                    filed.written -= 1
                    filed.answered = 0
                }
            }
            return "\(status) \(code)"
        }
        guard let number = partner.number(in: String(decoding: bytes, as: UTF8.self), for: letter) else {
            throw BrokenInvariant("what was taken is signed for", letter.id)
        }
        let known = partner.filed.first { $0.reference == filed.reference }?.caseNumber
        try hold(known == nil || known == number, "one application, one case, however often it is told", number)
        partner.change(filed.reference) { filed in
            filed.caseNumber = number
            filed.unsent.removeAll { $0.id == letter.id }
            // Of an answer that was taken nothing is reported: the receipt says that the case is with our officers again.
            let isAnswer = letter.kind == CityMessage.Kind.correction.rawValue
            if isAnswer, filed.status == "correctionAsked", filed.answered == filed.heard.count {
                filed.status = "inReview"
            }
        }
        return number
    }
}
