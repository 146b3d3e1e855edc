import Cases
import Identity
import Kernel
import Web

/// What the forms of the desk ask for, as verbs of Cases.
struct DeskSteps: Sendable {
    static let noSuchCase = Rejection(
        .notFound, Phrase("desk.noSuchCase", zh: "本机关没有这个办件。", en: "Your office has no such case."),
        nextStep: Phrase(
            "desk.noSuchCase.next", zh: "它可能已经移交给别的机关，请回待办列表看看。",
            en: "It may have been handed to another office; look at the work list."))

    let environment: CaseEnvironment
    let staff: StaffRegister

    func take(
        _ action: String, _ id: Identifier<CaseFile>, form: FormFields, by post: StaffPost
    ) async throws -> CaseFile {
        let note = form.text("\(FormName.note).\(action)")
        switch action {
        case "claim": return try await ClaimCase(environment)(id, by: post)
        case "release": return try await ReleaseCase(environment)(id, to: .ownOffice, reason: nil, by: post)
        case "handover":
            return try await ReleaseCase(environment)(id, to: try receiver(form), reason: note, by: post)
        case "correction":
            return try await RequestCorrection(environment)(id, correction(form, note: note), by: post)
        case "stage": return try await FinishStage(environment)(id, opinion: form.text("note.opinion"), by: post)
        case "approval":
            return try await ApproveCase(environment)(
                id, reason: note, amountFen: form.text(FormName.amount).flatMap(Self.fen), by: post)
        case "refusal":
            return try await RefuseCase(environment)(id, ground: form[FormName.ground], reason: note, by: post)
        case "sending": return try await HearFromElsewhere(environment).sendAgain(id, by: post)
        case "review":
            return try await AnswerReview(environment)(
                id, outcome: form[FormName.reviewOutcome].flatMap(AnswerReview.Outcome.init(rawValue:)), answer: note,
                by: post)
        default: throw Self.noSuchCase
        }
    }

    private func receiver(_ form: FormFields) throws -> ReleaseCase.Receiver {
        let typed = form[FormName.receiver] ?? ""
        if typed.hasPrefix("office:"), staff.offices.contains(String(typed.dropFirst(7))) {
            return .office(String(typed.dropFirst(7)))
        }
        if typed.hasPrefix("staff:"), let post = staff.post(String(typed.dropFirst(6))) { return .officer(post) }
        throw DeskCopy.receiverMissing
    }

    private func correction(_ form: FormFields, note: String?) -> RequestCorrection.Request {
        func ticked(_ prefix: String) -> [String] {
            form.pairs.filter { $0.name.hasPrefix(prefix) && $0.value == "yes" }.map {
                String($0.name.dropFirst(prefix.count))
            }
        }
        return RequestCorrection.Request(
            materials: ticked(FormName.askMaterialPrefix), fields: ticked(FormName.askFieldPrefix), note: note,
            newFacts: form.text(FormName.newFacts))
    }

    /// `100`, `99.5` yuan as fen; `nil` for anything else.
    static func fen(_ yuan: String) -> Int? {
        let parts = yuan.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first.flatMap({ Int($0) }), (0...10_000_000).contains(whole) else {
            return nil
        }
        guard parts.count == 2 else { return whole * 100 }
        let digits = parts[1] + (parts[1].count == 1 ? "0" : "")
        guard digits.count == 2, let cents = Int(digits), cents >= 0 else { return nil }
        return whole * 100 + cents
    }
}
