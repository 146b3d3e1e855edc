package import Kernel
import Web

/// 归集的证照类型 — a kind of certificate that a department issues in a system of its own: how one is read there as data. One
/// entry of `City/imports.yaml`.
package struct ImportedType: Sendable {
    /// `机动车驾驶证`; mandates name it so.
    package let name: String
    package let englishName: String
    /// Who issues it: 提供方 of the resource, in full.
    package let authority: String
    /// The resource that it is read from, by its name and by its code, which is never changed.
    package let resource: String
    package let code: String
    /// What of it is read, kept and shown: fields of the resource, in this order.
    package let fields: [Field]
    /// The field that says whether it counts, and the value with which it does; `nil` where the resource says no such thing.
    package let force: (field: String, value: String)?
    /// The field with its last day; `nil` where it is for ever.
    package let end: End?
    /// For how many days what was read may be shown.
    package let freshDays: Int
    /// 依据, as reads and grants state it.
    package let basis: String
    /// 示例
    package let isSample: Bool

    /// 到期: the field with the last day. An empty one says nothing by itself, since a day can be missing by mistake.
    package struct End: Sendable {
        package let field: String
        /// 长期: the field and its value that say that there is no last day.
        package let forEver: (field: String, value: String)?

        package init(field: String, forEver: (field: String, value: String)?) {
            self.field = field
            self.forEver = forEver
        }
    }

    /// One field, in both languages.
    package struct Field: Sendable, Hashable {
        package let name: String
        package let englishName: String
        /// 敏感个人信息 (个人信息保护法第二十八条).
        package let isSensitive: Bool

        package init(name: String, englishName: String, isSensitive: Bool) {
            self.name = name
            self.englishName = englishName
            self.isSensitive = isSensitive
        }

        package var label: Phrase { Phrase("imported.field", zh: name, en: englishName) }
    }

    package init(
        name: String, englishName: String, authority: String, resource: String, code: String, fields: [Field],
        force: (field: String, value: String)?, end: End?, freshDays: Int,
        basis: String, isSample: Bool
    ) {
        self.name = name
        self.englishName = englishName
        self.authority = authority
        self.resource = resource
        self.code = code
        self.fields = fields
        self.force = force
        self.end = end
        self.freshDays = freshDays
        self.basis = basis
        self.isSample = isSample
    }

    package var title: Phrase { Phrase("imported.type", zh: name, en: englishName) }
    package var isSensitive: Bool { fields.contains(where: \.isSensitive) }
}
