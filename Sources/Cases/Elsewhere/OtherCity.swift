import Catalog
import Exchange
package import Kernel
package import Storage

/// 协同城市 — another city, with which services are handled together: one takes an application in, the other decides it.
package struct OtherCity: Sendable, Equatable {
    package let name: String
    package let english: String
    /// 区划, six digits; who has the household below it is this city's to decide on.
    package let division: String
    /// 咨询电话: whom to call when it is silent.
    package let telephone: String
    /// 代收窗口 — the own office that cares for the cases that this city decides.
    package let office: String
    /// 基本编码 of the items that are handled together; the own codes of two cities differ.
    package let items: Set<String>
    /// Whether applications are still sent there. What is under way goes on in any case.
    package let takesNew: Bool

    package init(
        name: String, english: String, division: String, telephone: String, office: String, items: Set<String>,
        takesNew: Bool
    ) {
        self.name = name
        self.english = english
        self.division = division
        self.telephone = telephone
        self.office = office
        self.items = items
        self.takesNew = takesNew
    }

    package func name(in language: Language) -> String { language == .english ? english : name }

    /// Whether a division lies in this city.
    package func holds(_ division: String) -> Bool { division.prefix(4) == self.division.prefix(4) }
}

/// 通办时限 — in working days: what the two cities owe each other and the applicant.
package struct CrossCityTerms: Sendable, Equatable {
    /// 推送: from the application to its arrival in the city that decides.
    package let push: Int
    /// 审核: from there to the decision.
    package let decide: Int
    /// 反馈: from the decision to the word of it.
    package let report: Int

    package init(push: Int, decide: Int, report: Int) {
        self.push = push
        self.decide = decide
        self.report = report
    }
}

/// 协同城市名录, as far as cases need to know it.
package struct OtherCities: Sendable {
    private let cities: [OtherCity]
    package let terms: CrossCityTerms
    /// Written in the very transaction of a case that another city is to decide.
    package let opened: @Sendable (CaseFile, any WriteTransaction) throws -> Void

    package init(
        _ cities: [OtherCity], terms: CrossCityTerms,
        opened: @escaping @Sendable (CaseFile, any WriteTransaction) throws -> Void
    ) {
        self.cities = cities
        self.terms = terms
        self.opened = opened
    }

    /// A city that handles everything by itself.
    package static let none = OtherCities([], terms: CrossCityTerms(push: 3, decide: 10, report: 3)) { _, _ in }

    /// Also one to which nothing new is sent any more.
    package func city(_ division: String?) -> OtherCity? { cities.first { $0.division == division } }

    /// Whether some city could be the one that decides on applications for the item.
    func mayDecide(_ item: ServiceItem) -> Bool { cities.contains { Self.takes($0, item) } }

    /// The city that decides on an application by somebody of this household; `nil` where it is ours.
    func destination(of item: ServiceItem, household: String) -> OtherCity? {
        cities.first { Self.takes($0, item) && $0.holds(household) }
    }

    private static func takes(_ city: OtherCity, _ item: ServiceItem) -> Bool {
        item.service.crossProvince?.way == .receivedElsewhere && city.takesNew && city.items.contains(item.baseCode)
    }
}

extension CaseEnvironment {
    /// The city that decides on what a draft holds; `nil` where it is ours.
    func destination(of item: ServiceItem, _ content: DraftContent) -> OtherCity? {
        // Where the applicant says that the household is another, a person here finds out first.
        guard let field = item.service.crossProvince?.decidedBy, content.disputed[field] == nil,
            let household = content.findings[field]?.fact?.value.storedText
        else { return nil }
        return otherCities.destination(of: item, household: household)
    }
}
