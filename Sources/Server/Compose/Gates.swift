import Catalog
import Exchange
import Identity
import Kernel
import Notify
import Storage
import Web

/// Lets Identity ask the population register through the exchange, without knowing either.
struct PopulationGate: Sendable {
    private static let name = FactAddress(resource: "人口信息", field: "姓名")
    private static let phone = FactAddress(resource: "人口信息", field: "联系电话")
    private static let purpose = ReadPurpose(
        item: "identity", caseReference: nil, basis: "国办函〔2016〕108号：实名身份核验")
    let resolveFacts: ResolveFacts
    let database: any Database
    let time: any TimeSource
    let ids: any IDSource

    func callAsFunction(_ residentID: ResidentID) async -> RegisterAnswer {
        let sheet = await resolveFacts([Self.name, Self.phone], about: residentID, for: Self.purpose)
        switch sheet.findings[Self.name] {
        case .known(let fact)?:
            return .found(name: fact.value.storedText, phone: sheet.findings[Self.phone]?.fact?.value.storedText)
        case .unknown(.sourceUnavailable)?, nil: return .unavailable
        case .unknown?: return .notFound
        }
    }
}

extension PopulationGate {
    /// The line under "who has read my data".
    func record(for person: Identifier<Person>) async throws {
        let read = DataRead(
            id: ids.identifier(DataRead.self), resource: Self.name.resource, department: "公安",
            fields: [Self.name.field, Self.phone.field], purpose: Self.purpose, at: time.now(), outcome: "answered")
        try await database.write { tx in try DataReadStore.insert([read], person: person, in: tx) }
    }
}

/// Lets Identity send codes through the message gateway.
struct MessageGate: Sendable {
    let gateway: any MessageGateway

    func sendCode(_ phone: String, _ code: String, _ language: Language) async throws {
        try await gateway.send(NotifyCopy.signInCode.with(["code": code]).text(in: language), to: phone)
    }
}

extension KnownSources {
    /// What definitions may refer to: the departments' descriptions as the catalogue's own value.
    init(departments: [Department]) {
        self.init(
            departments.flatMap(\.resources).map { resource in
                Resource(
                    name: resource.name, provider: resource.department,
                    fields: resource.fields.reduce(into: [:]) { fields, field in
                        fields[field.name] = Field(
                            type: FieldType(rawValue: field.kind.rawValue), choices: field.choices)
                    },
                    acceptsWriteBack: resource.writeBack != nil,
                    waivedMaterials: resource.description["可免材料"]?.texts ?? [])
            })
    }
}

extension ResourceField {
    /// All values that may come out.
    var choices: [String] { values.isEmpty && kind == .choice ? Set(codes.values).sorted() : values }
}
