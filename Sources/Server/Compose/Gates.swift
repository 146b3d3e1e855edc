import Catalog
import Exchange
import Identity
import Kernel
import Logging
import Notify
import Storage
import Web

/// Lets Identity ask the population register through the exchange, without knowing either.
struct PopulationGate: Sendable {
    private static let name = FactAddress(resource: "人口信息", field: "姓名")
    private static let phone = FactAddress(resource: "人口信息", field: "联系电话")
    private static let purpose = ReadPurpose(
        item: ReadPurpose.signIn, caseReference: nil, basis: "国办函〔2016〕108号：实名身份核验")
    let resolveFacts: ResolveFacts
    let ids: any IDSource
    let time: any TimeSource

    func callAsFunction(_ residentID: ResidentID) async -> RegisterReading {
        let sheet = await resolveFacts([Self.name, Self.phone], about: residentID, for: Self.purpose)
        let answer: RegisterAnswer =
            switch sheet.findings[Self.name] {
            case .known(let fact)?:
                .found(name: fact.value.storedText, phone: sheet.findings[Self.phone]?.fact?.value.storedText)
            case .unknown(.sourceUnavailable)?, .unknown(.notGranted)?, .unknown(.overQuota)?, nil: .unavailable
            case .unknown?: .notFound
            }
        let read = sheet.reads.first { $0.resource == Self.name.resource }
        return RegisterReading(answer: answer, outcome: read?.outcome ?? "unreachable", at: read?.at ?? time.now())
    }

    /// The line under "who has read my data": what the register really answered, and when.
    func record(
        for person: Identifier<Person>, outcome: String, at: Instant
    ) -> @Sendable (any WriteTransaction) throws -> Void {
        let read = DataRead(
            id: ids.identifier(DataRead.self), resource: Self.name.resource, department: "公安",
            fields: [Self.name.field, Self.phone.field], purpose: Self.purpose, at: at, outcome: outcome)
        return { tx in try DataReadStore.insert([read], person: person, in: tx) }
    }
}

extension IdentityGates {
    /// - Parameter courier: sends codes to phones; `nil` where the sandbox takes them, which is a row and done at once.
    init(
        population: PopulationGate, gateway: any MessageGateway, courier: CodeCourier?, log: Logger
    ) {
        self.init(
            register: { await population($0) },
            record: { population.record(for: $0, outcome: $1, at: $2) },
            sendCode: { phone, code, language in
                let message = OutgoingMessage(.signInCode, ["code": code], in: language)
                if let courier { return courier.take(message, for: phone) }
                do throws(MessageFault) { try await gateway.send(message, to: phone) } catch {
                    log.error("code not sent", metadata: ["fault": "\(error.code)"])
                }
            },
            canSendCodes: !(gateway is NoCarrier),
            report: { log.error("sign-in read not recorded", metadata: ["fault": "\(FaultName.of($0))"]) })
    }
}
