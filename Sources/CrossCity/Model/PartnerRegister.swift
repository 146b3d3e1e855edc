package import Cases
package import Exchange
package import Storage

/// 协同城市 — a city with which services are handled together, how it is reached, and which keys it began with.
package struct PartnerCity: Sendable {
    package let city: OtherCity
    /// `nil` where it has not told us yet: then nothing is sent there, and nothing of it is believed.
    package let contact: Contact?

    /// Where its interface is, and by which keys we came to know it.
    package struct Contact: Sendable {
        /// Without a slash at the end; its messages go to `/partner/v1/messages` below it.
        package let address: String
        /// RFC 7638 thumbprints of keys that the city itself told us, on paper: every later key is vouched for by one of them.
        package let pins: Set<String>
    }

    var division: String { city.division }
}

/// 协同城市名录 — the city's file `partners.yaml`.
package struct PartnerRegister: Sendable {
    package let partners: [PartnerCity]
    private let terms: CrossCityTerms

    /// A city that handles everything by itself.
    package static let empty = PartnerRegister(partners: [], terms: OtherCities.none.terms)

    private init(partners: [PartnerCity], terms: CrossCityTerms) {
        self.partners = partners
        self.terms = terms
    }

    /// - Throws: `DescriptionError` with what is to be written instead.
    package init(_ tree: Description) throws {
        func days(_ key: String) throws -> Int {
            let parts = try tree.required("时限", key).split(separator: " ")
            guard parts.count == 2, parts[1] == "工作日", let days = Int(parts[0]), (1...60).contains(days) else {
                throw DescriptionError(path: "时限.\(key)", problem: "写成“3 工作日” (write 3 工作日)")
            }
            return days
        }
        terms = CrossCityTerms(push: try days("推送"), decide: try days("审核"), report: try days("反馈"))
        partners = try (tree["名单"]?.list ?? []).map(Self.partner)
        guard Set(partners.map(\.division)).count == partners.count else {
            throw DescriptionError(path: "名单", problem: "同一个区划写了两次 (a division stands twice)")
        }
    }

    /// - Parameter yaml: as the file has it.
    package init(yaml: String) throws { try self.init(Description(yaml: yaml)) }

    /// Whether any city can be reached.
    package var isActive: Bool { partners.contains { $0.contact != nil } }

    package func partner(_ division: String) -> PartnerCity? { partners.first { $0.division == division } }

    /// As cases know it: a city that cannot be reached yet gets nothing new.
    package func otherCities(
        opened: @escaping @Sendable (CaseFile, any WriteTransaction) throws -> Void
    ) -> OtherCities {
        OtherCities(partners.map(\.city), terms: terms, opened: opened)
    }

    private static func partner(_ tree: Description) throws -> PartnerCity {
        let division = try tree.required("区划")
        guard division.utf8.count == 6, division.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw DescriptionError(path: "名单.区划", problem: "\(division)：写成六位数字 (six digits)")
        }
        let state = tree["状态"]?.text ?? "协同"
        guard ["协同", "停止"].contains(state) else {
            throw DescriptionError(path: "名单.状态", problem: "\(state)：写“协同”或“停止” (协同 or 停止)")
        }
        let contact = try contact(tree)
        return PartnerCity(
            city: OtherCity(
                name: try tree.required("城市"), english: try tree.required("英文"), division: division,
                telephone: try tree.required("电话"), office: try tree.required("代收窗口"),
                items: Set(tree["事项"]?.texts ?? []), takesNew: state == "协同" && contact != nil), contact: contact)
    }

    private static func contact(_ tree: Description) throws -> PartnerCity.Contact? {
        guard let address = tree["地址"]?.text else { return nil }
        // Personal data never cross in the clear; on one machine there is nobody in between.
        guard address.hasPrefix("https://") || address.hasPrefix("http://127.0.0.1:") else {
            throw DescriptionError(path: "名单.地址", problem: "\(address)：以 https:// 开头 (starts with https://)")
        }
        let pins = Set(tree["公钥"]?.texts ?? [])
        guard !pins.isEmpty else {
            throw DescriptionError(path: "名单.公钥", problem: "写上那座城市告知的公钥指纹 (the thumbprints that it told us)")
        }
        return PartnerCity.Contact(address: address.hasSuffix("/") ? String(address.dropLast()) : address, pins: pins)
    }
}
