package import Kernel
import Vault

/// 共享的范围 — what is asked for and granted: which fields of a resource one item may read, to what end, on which legal basis
/// and for how long. Never more than is needed (个人信息保护法第六条).
package struct SharingTerms: Sendable, Hashable {
    /// The resource's name, e.g. `人口信息`.
    package let resource: String
    /// The item's code; or one of the purposes of `ReadPurpose` that know no case.
    package let item: String
    /// Names of fields; questions of yes or no with their arguments, e.g. `年满(80)`, which do not give the value.
    package let fields: [String]
    /// 目的, in words.
    package let aim: String
    /// 依据, as reads state it.
    package let basis: String
    /// The first and the last day.
    package let from: CivilDate
    package let until: CivilDate

    package init(
        resource: String, item: String, fields: [String], aim: String, basis: String, from: CivilDate, until: CivilDate
    ) {
        self.resource = resource
        self.item = item
        self.fields = fields
        self.aim = aim
        self.basis = basis
        self.from = from
        self.until = until
    }

    package var json: JSON {
        [
            "resource": JSON(resource), "item": JSON(item), "fields": .array(fields.map { JSON($0) }),
            "aim": JSON(aim), "basis": JSON(basis), "from": JSON(from.description), "until": JSON(until.description),
        ]
    }

    /// SHA-256 over the terms, hexadecimal: the same terms are granted once.
    var digest: String { Hex.text(Digest.sha256(json.bytes)) }
}

extension SharingTerms {
    /// The terms that a city writes down: `授权` by item, with the fields of each resource.
    package static func read(_ tree: Description) throws -> [SharingTerms] {
        try (tree["授权"]?.entries ?? []).flatMap { entry in
            let (item, body) = (entry.key, entry.value)
            return try (body["字段"]?.entries ?? []).map { resource in
                SharingTerms(
                    resource: resource.key, item: item, fields: resource.value.texts, aim: try body.required("目的"),
                    basis: try body.required("依据"), from: try day(body, "自", of: item),
                    until: try day(body, "至", of: item))
            }
        }
    }

    private static func day(_ body: Description, _ key: String, of item: String) throws -> CivilDate {
        let text = try body.required("期限", key)
        guard let day = CivilDate(text) else {
            throw DescriptionError(path: "授权.\(item).期限.\(key)", problem: "\(text)：写成 2026-01-01")
        }
        return day
    }

    /// - Throws: `DescriptionError` where a resource or a field is not in the catalogue, or the days are the wrong way round.
    package func check(against resources: [Resource]) throws {
        let path = "授权.\(item).字段.\(resource)"
        guard let resource = resources.first(where: { $0.name == resource }) else {
            throw DescriptionError(path: path, problem: "目录里没有发布这个资源 (no such published resource)")
        }
        if let field = fields.first(where: { resource.reading($0) == nil || PredicateCall($0)?.description ?? $0 != $0 }
        ) {
            throw DescriptionError(path: path, problem: "没有“\(field)”这一项，或者写法不对 (it has no such field or question)")
        }
        if Set(fields).count < fields.count {
            throw DescriptionError(path: path, problem: "同一项写了两次 (a field stands twice)")
        }
        guard !fields.isEmpty, from <= until else {
            throw DescriptionError(path: path, problem: "写上信息项，期限的“自”不晚于“至” (name fields; 自 is not after 至)")
        }
    }
}
