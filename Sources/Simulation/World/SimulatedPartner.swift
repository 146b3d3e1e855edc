import CrossCity
import Kernel
import Synchronization
import Vault

/// 协同城市 — another city as ours meets it, on a platform of another make: it takes applications in, tells us of them, and hears
/// what becomes of them. The road between the two loses, doubles and reorders what is on it.
final class SimulatedPartner: PartnerLink {
    static let division = "339700"
    static let name = "远州市（示例）"
    /// The code by which both cities know what they handle together.
    static let item = "000573011000"
    private static let home = "339900"
    private static let address = "http://127.0.0.1:1"

    /// One message to our city that it has not signed for yet.
    struct Letter: Sendable {
        let id: String
        let number: Int
        let kind: String
        let body: JSON
    }

    /// 代收的申请 — one application that it took in.
    struct Filed: Sendable {
        let reference: String
        let resident: Int
        var unsent: [Letter] = []
        var written = 0
        /// 办件编号 in our city, as its receipts say.
        var caseNumber: String?
        /// What our city told, by the number of the report; and how the case stands by the last of them.
        var heard: [Int: (id: String, digest: [UInt8])] = [:]
        var status: String?
        var review: String?
        /// After how many reports the applicant answered what was asked.
        var answered = 0
        var hasAsked = false
    }

    private struct State {
        var filed: [String: Filed] = [:]
        var keys: JSONWebKeySet = []
        var draws: Draws
        var isCalm = false
    }

    private let vault: KeyVault
    private let signature: CitySignature
    private let clock: VirtualClock
    private let life: ProcessLife
    private let fault: PlantedFault?
    private let state: Mutex<State>

    init(seed: UInt64, clock: VirtualClock, life: ProcessLife, fault: PlantedFault?) throws {
        vault = try KeyVault(KeyMaterial.random(SeededIDs(seed: ~seed, clock: clock)))
        signature = CitySignature(vault: vault, division: Self.division, time: clock)
        (self.clock, self.life, self.fault) = (clock, life, fault)
        state = Mutex(State(draws: Draws(seed: seed, "road")))
    }

    /// As our city has it in its list of partners.
    func register() throws -> PartnerRegister {
        let key = vault.certificateKeys.schedule.first?.keyID ?? ""
        return try PartnerRegister(
            yaml: """
                时限: { 推送: 3 工作日, 审核: 10 工作日, 反馈: 3 工作日 }
                名单:
                  - { 城市: \(Self.name), 英文: Partner, 区划: "\(Self.division)", 事项: ["\(Self.item)"], 代收窗口: 街道,
                      电话: "12345", 地址: "\(Self.address)", 公钥: [\(key)] }
                """)
    }

    /// Comes to know our city's keys.
    func meet(_ keys: JSONWebKeySet) { state.withLock { $0.keys = keys } }
    /// From now on nothing is lost any more.
    func calm() { state.withLock { $0.isCalm = true } }

    /// What it took in, always in the same order.
    var filed: [Filed] { state.withLock { $0.filed.values.sorted { $0.reference < $1.reference } } }

    func change(_ reference: String, _ body: (inout Filed) -> Void) {
        state.withLock { state in
            guard var filed = state.filed[reference] else { return }
            body(&filed)
            state.filed[reference] = filed
        }
    }

    func file(_ filed: Filed) { state.withLock { $0.filed[filed.reference] = filed } }

    /// Whether the road does this to what is on it now.
    func happens(permille: Int) -> Bool {
        state.withLock { state in
            let happens = state.draws.happens(permille: permille)
            return happens && !state.isCalm
        }
    }

    /// A letter, signed for this moment.
    func signed(_ letter: Letter, of filed: Filed) throws -> String {
        try signature.sign(
            [
                .init("jti", JSON(letter.id)), .init("case", JSON(filed.reference)),
                .init("number", JSON(letter.number)), .init("kind", JSON(letter.kind)), .init("body", letter.body),
            ], .message, to: Self.home)
    }

    /// The number of the case in our city, if the receipt is one for this letter.
    func number(in receipt: String, for letter: Letter) -> String? {
        let keys = state.withLock { $0.keys }
        guard let claims = claims(receipt, CitySignature.Purpose.receipt, keys), claims["jti"]?.string == letter.id
        else { return nil }
        return claims["caseNumber"]?.string
    }

    private func claims(_ compact: String, _ purpose: CitySignature.Purpose, _ keys: JSONWebKeySet) -> JSON? {
        guard let signed = try? JSONWebSignature(compact: compact, keys: keys),
            signed.header["typ"]?.string == purpose.rawValue, let claims = try? JSON.parse(signed.payload),
            claims["iss"]?.string == Self.home, claims["aud"]?.string == Self.division,
            let end = claims["exp"]?.int, Int64(end) > clock.now().milliseconds / 1000
        else { return nil }
        return claims
    }
}

extension SimulatedPartner {
    func keys(at address: String) async throws -> [UInt8] { try KeyAnnouncement.make(signature).bytes }

    /// Hears what our city tells: each report once, in order, and signs for it.
    func post(_ message: String, to address: String) async throws -> PartnerAnswer {
        try life.moment()
        if happens(permille: 100) { throw LostOnTheRoad() }
        let answer = try take(message)
        try life.moment()
        if happens(permille: 100) { throw LostOnTheRoad() }
        return answer
    }

    private func take(_ compact: String) throws -> PartnerAnswer {
        let keys = state.withLock { $0.keys }
        guard let claims = claims(compact, .message, keys), let id = claims["jti"]?.string,
            let reference = claims["case"]?.string, let number = claims["number"]?.int, let body = claims["body"],
            claims["kind"]?.string == CityMessage.Kind.report.rawValue
        else { return Self.problem(400, "partner.malformed") }
        let message = CityMessage(
            id: id, sender: Self.home, receiver: Self.division, reference: reference, number: number, kind: .report,
            body: body)
        guard var filed = state.withLock({ $0.filed[reference] }) else {
            return Self.problem(404, "partner.unknownCase")
        }
        if let known = filed.heard[number] {
            guard known.id == id, known.digest == message.digest else { return Self.problem(409, "partner.reused") }
        } else {
            guard number == filed.heard.count + 1 else { return Self.problem(409, "partner.outOfOrder") }
            filed.heard[number] = (id, message.digest)
            let standing = body["standing"]
            if fault?.forgetsReport(standing?["status"]?.string) != true {
                (filed.status, filed.review) = (standing?["status"]?.string, standing?["review"]?.string)
            }
            file(filed)
        }
        let receipt = try signature.sign(
            [
                .init("jti", JSON(id)), .init("digest", JSON(Hex.text(message.digest))),
                .init("caseNumber", JSON("YZ-\(reference.suffix(4))")),
            ], .receipt, to: Self.home)
        return PartnerAnswer(status: 200, body: Array(receipt.utf8))
    }

    private static func problem(_ status: Int, _ code: String) -> PartnerAnswer {
        PartnerAnswer(status: status, body: JSON.object([.init("code", JSON(code))]).bytes)
    }
}

/// Nobody knows whether it arrived.
struct LostOnTheRoad: Error {}
