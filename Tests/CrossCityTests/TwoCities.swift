import Cases
import Catalog
import CrossCity
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Synchronization
import Testing
import Vault
import Web

/// Two cities and the way between them: 邻州市 takes applications in, 惠民市 decides.
struct TwoCities {
    static let there = "http://127.0.0.1:2"
    static let here = "http://127.0.0.1:1"

    /// The city where the resident lives.
    let taking: Rehearsal
    /// The city where the household is.
    var deciding: Rehearsal {
        guard let decider else { preconditionFailure("the deciding city has stopped") }
        return decider
    }
    private var decider: Rehearsal?
    let road: Road
    let citizen: RehearsalCitizen
    let houses: (taking: RehearsalHouse, deciding: RehearsalHouse)

    /// - Parameters:
    ///   - items: what they handle together.
    ///   - grade: 残疾等级 of the resident, which only the deciding city's register knows.
    init(
        on store: RehearsalStore = .sqlite, items: String = "[\"000573011000\"]", grade: String = "1"
    ) async throws {
        let taking = try RehearsalHouse(copyingCity: true, database: try await store.emptyDatabase())
        let deciding = try RehearsalHouse(copyingCity: true, database: try await store.emptyDatabase())
        try taking.change(
            file: "city.yaml",
            [("惠民市（示例）", "邻州市（示例）"), ("\"339900\"", "\"339800\""), ("huimin.example/log", "linzhou.example/log")])
        let pins = (taking: try await Self.pin(taking), deciding: try await Self.pin(deciding))
        try taking.write(
            file: "partners.yaml",
            Self.partners("惠民市（示例）", "339900", items: items, address: Self.there, pin: pins.deciding))
        try deciding.write(
            file: "partners.yaml",
            Self.partners("邻州市（示例）", "339800", items: items, address: Self.here, pin: pins.taking))
        road = Road()
        houses = (taking, deciding)
        self.taking = try await Rehearsal(in: taking, partnerLink: road)
        let decider = try await Rehearsal(in: deciding, partnerLink: road)
        road.leads(to: [Self.here: self.taking, Self.there: decider])
        citizen = RehearsalCitizen(name: "严志强", born: "19790521", serial: 3)
        for city in [self.taking, decider] { city.settle(citizen) }
        self.decider = decider
        deciding.disabledPersons.put(
            "残疾人证", citizen.number,
            [
                "sfzh": citizen.number, "cjlb": "4", "cjdj": grade, "yxqz": "2031.06.30", "zt": "N",
                "gxrq": "2026.11.01",
                "zdcj": ["1", "2"].contains(grade) ? "1" : "0",
            ])
    }

    /// Lets the work of both cities beside requests finish.
    func settle() async throws {
        for _ in 0..<3 {
            for city in [taking, deciding] {
                try await city.workOff()
                while try await city.platform.crossCity.follow.step() {}
                try await city.workOff()
            }
        }
        // Whatever has happened: the tables of both are what their events say.
        for city in [taking, deciding] { try await audit(city) }
    }

    /// - Returns: how many cases the city shares with the other.
    @discardableResult
    func audit(_ city: Rehearsal) async throws -> Int {
        let platform = city.platform
        return try await AuditPartners(
            database: platform.database, vault: platform.vault, journal: platform.journal)()
    }

    /// Stops the deciding city, changes what it keeps, and starts it again.
    mutating func restartDeciding(_ change: (RehearsalHouse) throws -> Void) async throws {
        road.leads(to: [Self.here: taking])
        try await deciding.stop()
        decider = nil
        try change(houses.deciding)
        decider = try await Rehearsal(in: houses.deciding, partnerLink: road)
        road.leads(to: [Self.here: taking, Self.there: deciding])
    }

    /// Both clocks.
    func advance(seconds: Int64) {
        houses.taking.clock.advance(seconds: seconds)
        houses.deciding.clock.advance(seconds: seconds)
    }

    func applicant() async throws -> RehearsalBrowser {
        let browser = RehearsalBrowser(taking)
        #expect(try await browser.signIn(citizen))
        return browser
    }

    /// Applies in the city of residence.
    /// - Returns: the address of the case there.
    func apply(_ browser: RehearsalBrowser, wantsPerson: Bool = false) async throws -> String {
        let items = taking.platform.environment.catalogue.items
        let slug = try #require(items.first { $0.name == "残疾人两项补贴" }).slug
        return try #require(await browser.apply(slug, wantsPerson: wantsPerson))
    }

    /// The case as the city that decides has it.
    func caseThere() async throws -> CaseFile {
        let environment = deciding.platform.environment
        let person = try #require(try await environment.people.person(numbered: citizen.residentID))
        return try #require(try await environment.cases.cases(of: person.id).first)
    }

    /// The events of a case by their kinds.
    func kinds(_ address: String) async throws -> [String] {
        let id = try #require(address.split(separator: "/").last.flatMap { Identifier<CaseFile>(String($0)) })
        return try await taking.platform.journal.events(of: id.retyped(as: EventStream.self)).map(\.kind.rawValue)
    }

    private static func pin(_ house: RehearsalHouse) async throws -> String {
        let city = try await Rehearsal(in: house)
        let pin = try #require(city.platform.vault.certificateKeys.schedule.first?.keyID)
        try await city.stop()
        return pin
    }

    static func partners(
        _ name: String, _ division: String, items: String, address: String, pin: String, state: String = "协同"
    ) -> String {
        """
        时限: { 推送: 3 工作日, 审核: 10 工作日, 反馈: 3 工作日 }
        名单:
          - { 城市: \(name), 英文: Partner, 区划: "\(division)", 事项: \(items), 代收窗口: 街道, 电话: "12345",
              地址: "\(address)", 公钥: [\(pin)], 状态: \(state) }
        """
    }
}

/// The network between the two: it can be cut, and it keeps what was sent.
final class Road: PartnerLink {
    private struct State {
        var ends: [String: Rehearsal] = [:]
        var isCut = false
        var sent: [(address: String, message: String)] = []
        var spoil: (@Sendable (String) -> String)?
        var loses = false
    }
    private let state = Mutex(State())

    func leads(to ends: [String: Rehearsal]) { state.withLock { $0.ends = ends } }
    func cut(_ isCut: Bool = true) { state.withLock { $0.isCut = isCut } }
    /// Changes what passes.
    func spoil(_ spoil: (@Sendable (String) -> String)?) { state.withLock { $0.spoil = spoil } }
    /// Messages arrive, answers are lost.
    func losesAnswers(_ loses: Bool) { state.withLock { $0.loses = loses } }
    var sent: [(address: String, message: String)] { state.withLock { $0.sent } }

    func post(_ message: String, to address: String) async throws -> PartnerAnswer {
        let (end, spoil, loses) = try state.withLock { state in
            state.sent.append((address, message))
            guard !state.isCut, let end = state.ends[address] else { throw NoWay() }
            return (end, state.spoil, state.loses)
        }
        let response = await Self.hand(spoil?(message) ?? message, to: end)
        if loses { throw NoWay() }
        return PartnerAnswer(status: response.status, body: Array(response.text.utf8))
    }

    func keys(at address: String) async throws -> [UInt8] {
        let end = try state.withLock { state in
            guard !state.isCut, let end = state.ends[address] else { throw NoWay() }
            return end
        }
        let response = await end.gate.respond(
            to: RawRequest(method: .get, path: "/partner/v1/keys", query: "", headers: [:], body: []))
        return Array(response.text.utf8)
    }

    static func hand(_ message: String, to city: Rehearsal) async -> WebResponse {
        await city.gate.respond(
            to: RawRequest(
                method: .post, path: "/partner/v1/messages", query: "", headers: ["content-type": "application/jose"],
                body: Array(message.utf8)))
    }
}

struct NoWay: Error {}

/// What a signed message claims, unverified.
func claims(of message: String) throws -> JSON {
    let parts = message.split(separator: ".", omittingEmptySubsequences: false)
    let payload = try #require(Base64URL.bytes(parts.count == 3 ? parts[1] : ""))
    return try JSON.parse(payload)
}
