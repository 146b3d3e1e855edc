package import Kernel
import Vault

/// 同意的内容 — what a holder reads before agreeing to have a kind read, and agrees to: which fields, whence, for what, on which
/// basis, and for how long it may be shown. A consent is for just this (个人信息保护法第十四条): where any of it has changed,
/// nothing is read until its holder has read the new terms and agreed anew.
package struct ImportTerms: Sendable, Hashable {
    package let type: String
    package let englishName: String
    /// Whence: who holds the register, the register, and its code.
    package let department: String
    package let resource: String
    package let code: String
    package let fields: [ImportedType.Field]
    /// 目的, in Chinese.
    package let purpose: String
    /// 依据
    package let basis: String
    package let freshDays: Int

    /// 目的 of every kind.
    package static var purposeWords: Phrase { ImportCopy.purposeText }

    /// SHA-256 over the terms, hexadecimal: a button says by it what was shown above it.
    package var digest: String { Hex.text(Digest.sha256(json.bytes)) }

    /// As they are sealed with what was read by them.
    var json: JSON {
        [
            "type": JSON(type), "englishName": JSON(englishName), "department": JSON(department),
            "resource": JSON(resource), "code": JSON(code),
            "fields": .array(
                fields.map {
                    ["name": JSON($0.name), "en": JSON($0.englishName), "isSensitive": JSON($0.isSensitive)]
                }),
            "purpose": JSON(purpose), "basis": JSON(basis), "freshDays": JSON(freshDays),
        ]
    }
}

extension ImportTerms {
    /// - Returns: `nil` where no terms were sealed.
    init?(sealed json: JSON?) {
        guard let json, let code = json["code"]?.string, let days = json["freshDays"]?.int else { return nil }
        func text(_ member: String) -> String { json[member]?.string ?? "" }
        self.init(
            type: text("type"), englishName: text("englishName"), department: text("department"),
            resource: text("resource"), code: code,
            fields: (json["fields"]?.array ?? []).map { field in
                ImportedType.Field(
                    name: field["name"]?.string ?? "", englishName: field["en"]?.string ?? "",
                    isSensitive: field["isSensitive"]?.bool ?? true)
            },
            purpose: text("purpose"), basis: text("basis"), freshDays: days)
    }
}

extension ImportedType {
    /// What a holder is shown of it before agreeing.
    package var terms: ImportTerms {
        ImportTerms(
            type: name, englishName: englishName, department: authority, resource: resource, code: code, fields: fields,
            purpose: ImportTerms.purposeWords.text(in: .chinese), basis: basis, freshDays: freshDays)
    }
}
