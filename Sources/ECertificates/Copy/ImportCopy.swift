import Kernel
import Web

/// Words of departments' own certificates.
enum ImportCopy {
    static let title = Phrase("import.title", zh: "部门数据", en: "From departments")
    static let lead = Phrase(
        "import.lead",
        zh: "部门自己发的证照，经您同意从部门系统读来，写明来源和日期。它们不是本平台签发的，只当作数据出示；数据旧了要重新读。每一种单独同意，随时可以撤回。",
        en:
            "Certificates that departments issued in their own systems, read there with your consent, with source and day. "
            + "They are not issued or signed here, are shown as data, and must be read again when old. You agree to each kind "
            + "by itself, and may withdraw at any time.")
    static let holder = Phrase(
        "import.holder", zh: "持证人（登录时核对的姓名）", en: "Holder (name as checked at sign-in)")
    static let whence = Phrase("import.whence", zh: "从哪里读", en: "From")
    static let fields = Phrase("import.fields", zh: "读取哪些", en: "What is read")
    static let fieldsText = Phrase(
        "import.fieldsText", zh: "{fields}。和登录时核对的姓名一起保留。", en: "{fields}. Kept with your name as checked at sign-in.")
    static let purpose = Phrase("import.purpose", zh: "做什么用", en: "For what")
    static let purposeText = Phrase(
        "import.purposeText", zh: "放进“我的证照”，由您自己出示", en: "To stand under “My certificates”, for you to show")
    static let basis = Phrase("import.basis", zh: "依据", en: "Basis")
    static let keeping = Phrase("import.keeping", zh: "保留多久", en: "How long")
    static let keepingText = Phrase(
        "import.keepingText", zh: "读来的可以出示 {days} 天，过后要重新读；您撤回同意，就删掉。",
        en: "Shown for {days} days, then it has to be read again. It is erased when you withdraw.")
    static let otherTerms = Phrase(
        "import.otherTermsTitle", zh: "现在要读的，和您以前同意的不一样", en: "What would be read is not what you agreed to")
    static let otherTermsText = Phrase(
        "import.otherTermsText", zh: "以前读到的没有动。要重新读，请先看下面写的，愿意再点“同意读取”；您不点，就不会去读。",
        en:
            "What was read before is unchanged. To have it read again, see what follows, and agree if you like. Nothing is read "
            + "unless you do.")
    static let sensitive = Phrase("import.sensitive", zh: "含敏感个人信息", en: "Sensitive personal information")
    static let agree = Phrase("import.agree", zh: "同意读取", en: "I agree, read it")
    static let again = Phrase("import.again", zh: "重新读取", en: "Read again")
    static let withdraw = Phrase("import.withdraw", zh: "撤回同意", en: "Withdraw consent")
    static let source = Phrase("import.source", zh: "来源", en: "Source")
    static let grade = Phrase("import.grade", zh: "可信等级", en: "Trust grade")
    static let readAt = Phrase("import.readAt", zh: "读取时间", en: "Read")
    static let asOf = Phrase("import.asOf", zh: "部门登记时间", en: "Recorded by the department")
    static let showUntil = Phrase("import.showUntil", zh: "可出示到", en: "May be shown until")
    static let byDepartment = Phrase(
        "import.byDepartment", zh: "这是部门登记的数据，不是本平台签发的证照", en: "A department's data, not a certificate issued here")
    static let byDepartmentText = Phrase(
        "import.byDepartmentText", zh: "由{department}提供，经持证人同意读取并出示，没有本平台的签章，以部门最新登记为准。",
        en:
            "From {department}, read and shown with the holder's consent. It bears no signature of ours; the register has the "
            + "last word.")

    static func words(_ grade: FactRow.TrustGrade) -> Phrase {
        switch grade {
        case .issued: Phrase("import.gradeA", zh: "A　发证部门提供", en: "A: from the issuing agency")
        case .checked: Phrase("import.gradeB", zh: "B　已与原件核对", en: "B: checked against the original")
        case .uploaded: Phrase("import.gradeC", zh: "C　本人上传，没有核对", en: "C: uploaded by the person, not checked")
        case .declared: Phrase("import.gradeD", zh: "D　本人承诺属实", en: "D: declared by the person")
        }
    }

    static func words(_ standing: ImportedCertificate.Standing) -> Phrase {
        switch standing {
        case .valid: Phrase("import.valid", zh: "部门登记有效", en: "In force, says the department")
        case .expired: Phrase("import.expired", zh: "已过期", en: "Expired")
        case .notInForce: Phrase("import.notInForce", zh: "部门登记为无效", en: "Not in force, says the department")
        case .unclear:
            Phrase("import.standsUnclear", zh: "部门的登记不清楚", en: "The department's record is unclear")
        case .tooOld: Phrase("import.tooOld", zh: "数据太旧，请重新读取", en: "Too old: read it again")
        }
    }
}

/// What is said after the department was asked, or the consent was withdrawn.
enum ImportNewsCopy {
    static func title(_ news: ImportNews) -> Phrase {
        switch news {
        case .came(let outcome): title(outcome)
        case .otherTerms: ImportRejections.otherTerms.reason
        case .notHeld: ImportRejections.notHeld.reason
        case .withdrawn: Phrase("import.withdrawn", zh: "已经撤回同意，{type}的数据删掉了", en: "Withdrawn: {type} was erased here")
        }
    }

    /// - Parameter isHeld: whether something that was read before is still here.
    static func text(_ news: ImportNews, isHeld: Bool) -> Phrase {
        switch news {
        case .came(let outcome): text(outcome, isHeld: isHeld)
        case .otherTerms, .notHeld:
            Phrase(
                "import.askedAnew", zh: "请看下面写的：现在要读{type}的哪些信息、做什么用。愿意，再点“同意读取”。",
                en: "See below what of your {type} would be read and for what, and agree if you like.")
        case .withdrawn:
            Phrase(
                "import.withdrawnText", zh: "正在出示的码也收回了。以前的查询和出示，“谁查过我的数据”里还有记录。",
                en: "Codes that waited were taken back. Past reads and showings stay under “Who read my data”.")
        }
    }

    private static func title(_ outcome: ImportOutcome) -> Phrase {
        switch outcome {
        case .read: Phrase("import.read", zh: "已读取{type}", en: "Read: {type}")
        case .none: Phrase("import.none", zh: "{department}没有您的{type}", en: "{department} has no {type} of yours")
        case .gone:
            Phrase(
                "import.gone", zh: "{department}已经没有您的{type}，这里也删掉了",
                en: "{department} has your {type} no more; it was removed here")
        case .unclear:
            Phrase("import.unclear", zh: "没有读取{type}：部门的记录不清楚", en: "{type} was not read: the record is unclear")
        case .silent:
            Phrase("import.silent", zh: "没有读到{type}：部门系统没有回答", en: "{type} was not read: the department did not answer")
        case .overQuota:
            Phrase(
                "import.overQuota", zh: "没有读取{type}：部门今天的查询次数用完了",
                en: "{type} was not read: the department is asked no more today")
        case .notGranted:
            Phrase(
                "import.notGranted", zh: "没有读取{type}：部门没有授权",
                en: "{type} was not read: the department does not allow it")
        case .overtaken:
            Phrase("import.overtaken", zh: "这次读到的{type}没有留下", en: "{type}: this answer was not kept")
        }
    }

    private static func text(_ outcome: ImportOutcome, isHeld: Bool) -> Phrase {
        switch outcome {
        case .read:
            Phrase(
                "import.readText", zh: "这次查询记在“谁查过我的数据”里；不想保留，就撤回同意。",
                en: "It is recorded under “Who read my data”. Withdraw your consent when you do not want it kept.")
        case .none, .gone:
            Phrase(
                "import.noneText", zh: "如果不对，请打 12345，或者问{department}。",
                en: "If this is wrong, call 12345 or ask {department}.")
        case .overtaken:
            Phrase(
                "import.overtakenText", zh: "读取的时候，您撤回了同意，或者在另一个窗口又读了一次，以后来的为准。",
                en: "While it was being read you withdrew, or had it read once more in another window, which counts.")
        case .unclear, .silent, .overQuota, .notGranted: isHeld ? unchanged(outcome) : advice(outcome)
        }
    }

    private static func unchanged(_ outcome: ImportOutcome) -> Phrase {
        switch outcome {
        case .unclear:
            Phrase(
                "import.unclearHeld", zh: "以前读到的还在，核对清楚以前不能出示。请找{department}核对登记，再来读取。",
                en:
                    "What was read before is still here, but cannot be shown until this is clear. Ask {department} to check its "
                    + "record, then read it again.")
        case .overQuota:
            Phrase(
                "import.overQuotaHeld", zh: "以前读到的没有动，请明天再试。",
                en: "What was read before is unchanged. Try again tomorrow.")
        case .notGranted:
            Phrase(
                "import.notGrantedHeld", zh: "以前读到的没有动。部门暂时不提供这项数据，需要时请出示原来的证照。",
                en:
                    "What was read before is unchanged. The department does not give it now; show the original if need be."
            )
        default:
            Phrase(
                "import.silentHeld", zh: "以前读到的没有动，请过一会儿再试。",
                en: "What was read before is unchanged. Try again later.")
        }
    }

    private static func advice(_ outcome: ImportOutcome) -> Phrase {
        switch outcome {
        case .unclear:
            Phrase(
                "import.unclearText", zh: "请找{department}核对登记，再来读取。",
                en: "Ask {department} to check its record, then read it again.")
        case .overQuota: Phrase("import.overQuotaText", zh: "请明天再试。", en: "Try again tomorrow.")
        case .notGranted:
            Phrase(
                "import.notGrantedText", zh: "部门暂时不提供这项数据，需要时请出示原来的证照。",
                en: "The department does not give it now; show the original if need be.")
        default: Phrase("import.silentText", zh: "请过一会儿再试。", en: "Try again later.")
        }
    }
}

/// What reading departments' certificates can say no with.
enum ImportRejections {
    static let noSuchType = Rejection(
        .notFound, Phrase("import.noSuchType", zh: "没有这一种部门证照。", en: "There is no such kind of certificate."),
        nextStep: Phrase(
            "import.noSuchType.next", zh: "请打开“我的证照”，看看能读取哪些。", en: "See under “My certificates” what can be read."))

    static let notHeld = Rejection(
        .conflict,
        Phrase(
            "import.notHeld", zh: "这项同意已经撤回，没有再读。", en: "This consent was withdrawn; nothing was read."),
        nextStep: Phrase(
            "import.notHeld.next", zh: "要重新读，请打开“我的证照”，看过要读哪些，再点“同意读取”。",
            en: "To have it read, see under “My certificates” what would be read, and agree."))

    static let otherTerms = Rejection(
        .conflict,
        Phrase(
            "import.otherTerms", zh: "现在要读的，和您同意的不一样，所以没有读。",
            en: "What would be read is not what you agreed to; nothing was read."),
        nextStep: Phrase(
            "import.otherTerms.next", zh: "请重新打开“我的证照”，看过现在要读哪些、做什么用，愿意再点“同意读取”。",
            en: "Open “My certificates” again, see what would be read and for what, and agree if you like."))

    static let tooOften = Rejection(
        .tooMany, Phrase("import.tooOften", zh: "这一种今天读取的次数太多了。", en: "You have had this kind read too often today."),
        nextStep: Phrase(
            "import.tooOften.next", zh: "已经读到的还在，请明天再试。", en: "What was read is still here. Try again tomorrow."))
}
