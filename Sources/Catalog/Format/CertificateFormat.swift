import Kernel

/// 证照类型的格式 — every key that a certificate type may hold.
enum CertificateFormat {
    static let root: Shape = .record([
        FormatKey("证照", .text(.prose), zh: "证照名称，事项的“结果”里照样写", en: "Name, as items write it under 结果"),
        FormatKey("英文", .text(.prose), zh: "英文名称", en: "English name"),
        FormatKey("简称", .text(shortName), zh: "小写字母的简称，全市不重复", en: "Short name in small letters, unique in the city"),
        FormatKey("颁发机构", .text(.prose), zh: "谁颁发", en: "Who issues it"),
        FormatKey("机构代码", .text(authorityCode), zh: "颁发机构的统一社会信用代码", en: "Credit code of the issuer"),
        FormatKey(
            "类型代码", .text(typeCode), zh: "信用代码加三位，全市不重复", en: "A credit code and three characters, unique in the city"),
        FormatKey(
            "正文", .text(.prose), zh: "证照上的话，可用 {holder_name} 等",
            en: "What it says; {holder_name} and others are filled in"),
        FormatKey(
            "有效期", .text(validity), required: false, zh: "多久有效，不写是长期", en: "How long it is valid; 长期 where missing"),
        FormatKey(
            "管理机关", .text(.prose), required: false, zh: "哪个机关的工作人员换发、暂停、撤销它，不写是颁发机构",
            en: "Whose officers renew, suspend and revoke it; the issuer where missing"),
        FormatKey(
            "版面",
            .record([
                FormatKey("纸张", .text(paper), required: false, zh: "竖的 A4，或者 A4 横", en: "A4, or A4 横 (landscape)"),
                FormatKey(
                    "边框", .text(frame), required: false, zh: "双线、单线或者无", en: "双线 (double), 单线 (single) or 无 (none)"),
                FormatKey(
                    "栏目", .list(.text(claim)), required: false, zh: "正文下面印哪几栏，按这个顺序；不写就全印",
                    en: "Which fields are printed below the sentence, in this order; all where missing"),
            ]), required: false, zh: "印在纸上的样子", en: "How it looks on paper"),
        FormatKey(
            "示例", .text(.choice("sample", ["true", "false"], zh: "true 或 false", en: "true or false")), required: false,
            zh: "类型代码没有在国家目录登记的写 true", en: "true where the code is not registered nationally"),
    ])

    private static let shortName = TextForm.pattern(
        "shortName", "^[a-z][a-z0-9-]{1,31}$", zh: "两个以上小写字母或数字，字母开头（如 glft）",
        en: "two or more small letters or digits, a letter first (as glft)"
    ) { text in
        (2...32).contains(text.utf8.count) && text.utf8.first.map { (97...122).contains($0) } == true
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    private static let paper = TextForm.choice("paper", ["A4", "A4 横"], zh: "A4 或 A4 横", en: "A4 or A4 横")
    private static let frame = TextForm.choice(
        "frame", ["双线", "单线", "无"], zh: "双线、单线或无", en: "双线, 单线 or 无")
    private static let claim = TextForm.choice(
        "claim", CertificateClaim.allCases.map(\.rawValue), zh: "证照上的一栏", en: "a field of a certificate")

    static let validity = TextForm.pattern(
        "certificateValidity", "^(长期|[1-9][0-9]{0,3} (个月|年))$", zh: "一个有效期（如 3 年、6 个月、长期）",
        en: "how long it is valid (as 3 年, 6 个月 or 长期)"
    ) { text in
        text == "长期" || Term(text).map { [.months, .years].contains($0.unit) } == true
    }

    private static let authorityCode = TextForm.pattern(
        "authorityCode", "^[0-9A-HJ-NPQRTUWXY]{18}$", zh: "18 位统一社会信用代码，末位校验码要对",
        en: "a credit code of 18 characters with a right check character"
    ) { SocialCreditCode($0)?.text == $0 }

    static let typeCode = TextForm.pattern(
        "certificateTypeCode", "^[0-9A-Z]{21}$", zh: "18 位统一社会信用代码加三位顺序号（如 11339900MB00000277G07）",
        en: "a credit code of 18 characters and three more (as 11339900MB00000277G07)"
    ) { text in
        text.utf8.count == 21 && SocialCreditCode(text.prefix(18))?.text == String(text.prefix(18))
            && text.utf8.dropFirst(18).allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }
}
