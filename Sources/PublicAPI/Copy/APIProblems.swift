import Kernel
import Web

/// What the interface says no with before a verb is asked.
enum APIProblems {
    private static let readDocument = Phrase(
        "api.readDocument", zh: "请对照 /api 的接口说明修改后再发。", en: "Compare it with the description at /api and send it again."
    )

    static func unknownMember(_ path: String) -> Problem {
        Problem(
            status: 400,
            reason: Phrase(
                "api.unknownMember", zh: "接口没有“{path}”这一项。", en: "The interface knows no “{path}”.",
                ["path": short(path)]),
            nextStep: readDocument, field: short(path))
    }

    static func unexpectedValue(_ path: String, _ expected: (chinese: String, english: String)) -> Problem {
        let shown = path.isEmpty ? ("正文", "the body") : ("“\(short(path))”", "“\(short(path))”")
        return Problem(
            status: 400,
            reason: Phrase(
                "api.unexpectedValue", zh: "\(shown.0)应为\(expected.chinese)。",
                en: "Expected at \(shown.1): \(expected.english)."),
            nextStep: readDocument, field: path.isEmpty ? nil : short(path))
    }

    static func repeated(_ name: String, status: Int = 400) -> Problem {
        Problem(
            status: status,
            reason: Phrase(
                "api.repeated", zh: "“{name}”给了不止一次。", en: "“{name}” is given more than once.", ["name": short(name)]),
            nextStep: readDocument, field: short(name))
    }

    static func notJSON(_ error: JSONError) -> Problem {
        Problem(status: 400, reason: error.phrase, nextStep: readDocument)
    }

    static let bodyUnexpected = Problem(
        status: 400, reason: Phrase("api.bodyUnexpected", zh: "这个接口不收正文。", en: "This operation takes no body."),
        nextStep: readDocument)

    static let notJSONType = Problem(
        status: 415,
        reason: Phrase("api.notJSONType", zh: "正文须是 application/json。", en: "The body must be application/json."),
        nextStep: readDocument, field: "content-type")

    static let keyMissing = Problem(
        status: 400,
        reason: Phrase("api.keyMissing", zh: "缺少 Idempotency-Key 请求头。", en: "The header Idempotency-Key is missing."),
        nextStep: Phrase(
            "api.keyMissing.next", zh: "请为每次申请生成一个新的键；重发同一申请时用同一个键。",
            en: "Make a new key for each application; use the same one to send it again."),
        field: "Idempotency-Key")

    static let keyReused = Problem(
        status: 422,
        reason: Phrase(
            "api.keyReused", zh: "这个 Idempotency-Key 已用于另一份内容。",
            en: "This Idempotency-Key was used for another content."),
        nextStep: Phrase("api.keyReused.next", zh: "内容有变请换一个新的键。", en: "Use a new key for a changed content."),
        field: "Idempotency-Key")

    static let changedMeanwhile = Problem(
        status: 409,
        reason: Phrase("api.changedMeanwhile", zh: "这个办件刚刚有了变化。", en: "This case has just changed."),
        nextStep: Phrase("api.changedMeanwhile.next", zh: "请重新读取后再试。", en: "Read it again and try once more."))

    static let busy = Problem(
        status: 503, reason: Phrase("api.busy", zh: "系统暂时忙不过来。", en: "The system is too busy just now."),
        nextStep: Phrase("api.busy.next", zh: "请过几秒钟用同一个键再发。", en: "Send it again with the same key in a few seconds."))

    static func none(_ code: String, _ chinese: String, _ english: String) -> Problem {
        Problem(
            status: 404, reason: Phrase(code, zh: chinese, en: english),
            nextStep: Phrase(
                "api.none.next", zh: "请先读取列表，只能看到自己的。", en: "Read the list first; only your own are shown."))
    }

    static let noSuchResource = none(
        "api.noSuchResource", "目录里没有这个可以读取的资源。", "The catalogue has no such resource that can be read.")
    static let noSuchService = none(
        "api.noSuchService", "没有这个事项，或者它已经停办。", "There is no such service, or it has ended.")
    static let noSuchDraft = none("api.noSuchDraft", "没有找到这份申请。", "We cannot find this application.")
    static let noSuchCase = none("api.noSuchCase", "没有找到这个办件。", "We cannot find this case.")
    static let noSuchPresentation = none("api.noSuchPresentation", "没有找到这次出示。", "We cannot find this showing.")
    static let noSuchMandate = none("api.noSuchMandate", "没有找到这份委托。", "We cannot find this mandate.")
    static let noSuchCertificate = none("api.noSuchCertificate", "没有找到这张证照。", "We cannot find this certificate.")

    static func notAskable(_ field: String, at path: String) -> Problem {
        Problem(
            status: 422,
            reason: Phrase(
                "api.notAskable", zh: "“{field}”不是这个事项要填的信息。", en: "“{field}” is nothing that this service asks for.",
                ["field": short(field)]),
            nextStep: Phrase(
                "api.notAskable.next", zh: "请对照事项的 fields，只填 isAskable 的。",
                en: "See the service's fields: enter those that are askable."),
            field: path)
    }

    static let noSuchDeskCase = Problem(
        status: 404, reason: Phrase("api.noSuchDeskCase", zh: "本机关没有这个办件。", en: "Your office has no such case."),
        nextStep: Phrase(
            "api.noSuchDeskCase.next", zh: "它可能已经移交给别的机关，请重新读取待办列表。",
            en: "It may have gone to another office; read the work list again."))

    static let noSuchDeskCertificate = Problem(
        status: 404,
        reason: Phrase(
            "api.noSuchDeskCertificate", zh: "您的机关没有管理这张证照。", en: "Your office looks after no such certificate."),
        nextStep: Phrase(
            "api.noSuchDeskCertificate.next", zh: "请核对编号；别的机关管理的，请联系那个机关。",
            en: "Check the number; for another office's certificates ask that office."))

    static let noSuchPlace = Problem(
        status: 422, reason: Phrase("api.noSuchPlace", zh: "列表里没有这个位置。", en: "The list has no such place."),
        nextStep: Phrase(
            "api.noSuchPlace.next", zh: "请用上一页的 next，或从头读取。", en: "Send the next of the page before, or begin anew."),
        field: "after")

    static func noSuchReceiver(_ field: String) -> Problem {
        Problem(
            status: 422,
            reason: Phrase(
                "api.noSuchReceiver", zh: "请写明移交给哪一位同事，或者哪一个机关，二者取一。",
                en: "Name one colleague or one office that it goes to."),
            nextStep: Phrase(
                "api.noSuchReceiver.next", zh: "可以移交给谁，见 /desk/receivers。", en: "See /desk/receivers for who there is."),
            field: field)
    }

    static func noSuchMaterial(_ name: String, at path: String) -> Problem {
        Problem(
            status: 422,
            reason: Phrase(
                "api.noSuchMaterial", zh: "“{name}”不是这个事项的材料。", en: "“{name}” is no material of this service.",
                ["name": short(name)]),
            nextStep: Phrase(
                "api.noSuchMaterial.next", zh: "请对照办件的 materials。", en: "See the materials of the case."),
            field: path)
    }

    static func noSuchType(_ name: String, at path: String) -> Problem {
        Problem(
            status: 422,
            reason: Phrase(
                "api.noSuchType", zh: "没有“{name}”这种证照。", en: "There is no kind of certificate “{name}”.",
                ["name": short(name)]),
            nextStep: Phrase(
                "api.noSuchType.next", zh: "请用证照的 type，或者留空表示全部。", en: "Use the type of a certificate, or leave it out."
            ),
            field: path)
    }

    static func notHeld(_ field: String, at path: String) -> Problem {
        Problem(
            status: 422,
            reason: Phrase(
                "api.notHeld", zh: "“{field}”没有从部门取得的值，不能说它不对。",
                en: "No value of “{field}” was obtained, so none can be disputed.",
                ["field": short(field)]),
            nextStep: Phrase("api.notHeld.next", zh: "请对照申请的 facts。", en: "See the facts of the application."),
            field: path)
    }

    static let notLoggedYet = Problem(
        status: 503,
        reason: Phrase("api.notLoggedYet", zh: "存证还没有完成。", en: "It is not in the public log yet."),
        nextStep: Phrase("api.notLoggedYet.next", zh: "请过几秒钟再试。", en: "Try again in a few seconds."))

    /// What came in is shown back only in part.
    private static func short(_ text: String) -> String { String(text.prefix(60)) }
}
