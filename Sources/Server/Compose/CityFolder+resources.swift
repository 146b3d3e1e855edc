import Catalog
import ECertificates
package import Exchange
import Flow
package import Kernel

extension CityFolder {
    /// 目录 of all departments.
    var resources: [ResourceEntry] { departments.flatMap(\.catalogue) }

    /// What each item fills in from each resource: joined here, because neither register knows of the other.
    var resourceUses: [ResourceUse] {
        catalogue.items.flatMap { item in
            let name = item.phrase
            let sources = item.informationFields.compactMap(\.source)
            var resources: [String] = []
            for source in sources where !resources.contains(source.resource) { resources.append(source.resource) }
            return resources.map { resource in
                ResourceUse(
                    resource: resource, item: item.id, itemName: name, slug: item.slug,
                    fields: sources.filter { $0.resource == resource }.map(\.field))
            }
        }
    }

    /// The department that answers for each resource, in full, by the resource's name.
    var providers: [String: String] {
        departments.flatMap(\.resources).reduce(into: [:]) { $0[$1.name] = $1.provider.name }
    }

    /// What items would read on this day and no grant allows: their applicants are asked, or a person checks.
    package func ungranted(by book: GrantBook, on day: CivilDate) -> [ResourceUse] {
        resourceUses.compactMap { use in
            let basis = catalogue.item(id: use.item)?.readingBasis ?? ""
            // Any case: what is asked here is whether the item may read at all.
            let purpose = ReadPurpose(item: use.item, caseReference: use.item, basis: basis)
            let missing = use.fields.filter {
                !book.allows(FactAddress(resource: use.resource, field: $0), for: purpose, on: day)
            }
            guard !missing.isEmpty else { return nil }
            return ResourceUse(
                resource: use.resource, item: use.item, itemName: use.itemName, slug: use.slug, fields: missing)
        }
    }

    /// 归集 of which no grant allows all fields on this day, on its own basis: nothing of it is read.
    func ungrantedImports(by book: GrantBook, on day: CivilDate) -> [ImportedType] {
        importedTypes.filter { type in
            let purpose = ReadPurpose(item: ReadPurpose.importing, caseReference: nil, basis: type.basis)
            return !type.fields.allSatisfy {
                book.allows(FactAddress(resource: type.resource, field: $0.name), for: purpose, on: day)
            }
        }
    }

    /// What offices ask for data with, and departments answer with.
    package var sharing: SharingSettings {
        let calendar = calendar
        return SharingSettings(
            entries: resources,
            items: catalogue.items.map { item in
                AskingItem(
                    item: item.id, name: item.phrase, offices: Set(item.stages.map(\.authority)),
                    basis: item.readingBasis)
            }, times: sharingTimes, workingDays: { calendar.adding(workingDays: $0, to: $1).date })
    }
}

extension ServiceItem {
    /// Its name in both languages.
    fileprivate var phrase: Phrase { Phrase("resources.use", zh: name(in: .chinese), en: name(in: .english)) }
}

extension SharingTimes {
    /// `共享时限` of the city's file, e.g. `{ 无条件: 1 工作日, 有条件: 10 工作日 }`.
    init(_ city: Description) throws {
        self.init(
            unconditionalDays: try Self.days(city, "无条件"), conditionalDays: try Self.days(city, "有条件"),
            recheckDays: try Self.days(city, "校核"))
    }

    private static func days(_ city: Description, _ key: String) throws -> Int {
        let text = try city.required("共享时限", key)
        guard let term = Term(text), term.unit == .workingDays else {
            throw DescriptionError(path: "共享时限.\(key)", problem: "\(text)：写成“10 工作日” (write 10 工作日)")
        }
        return term.count
    }
}
