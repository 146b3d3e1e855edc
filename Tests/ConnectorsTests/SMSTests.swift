import Connectors
import FoundationEssentials
import Kernel
import Notify
import Synchronization
import Testing

@Suite("Carrier of text messages")
struct SMSTests {
    /// Made with tencentcloud-sdk-python-common 3.1.195; `Tests/foreign/sms_check.py` has it sign what we really send.
    static let signatures: [(host: String, seconds: Int64, body: String, day: String, signature: String)] = [
        (
            "sms.tencentcloudapi.com", 1_795_233_600, "{}", "2026-11-21",
            "661df3fe437e8220536f937b0104e79c547939c519ba7efc93f5bbaeb28ca7dc"
        ),
        (
            "sms.tencentcloudapi.com", 1_795_305_599, #"{"TemplateParamSet":["居住证申领","2026-11-30"]}"#, "2026-11-21",
            "fa29a22f8fa62baf53d93af44618e2a0fe34d7b6f279531a79235e26f55ed7dc"
        ),
        (
            "127.0.0.1:8080", 1_795_305_600, #"{"TemplateParamSet":[]}"#, "2026-11-22",
            "f910c79a6bfc9161f694f090bfc63b8c0b27cdcf1360a8c0c50572d23984149e"
        ),
    ]

    @Test(
        "Requests are signed as the carrier's own client signs them, by the day of UTC", arguments: 0..<signatures.count
    )
    func signature(_ number: Int) {
        let row = Self.signatures[number]
        let signer = TencentSignature(secretID: "AKIDexample", secretKey: "SecretExample", service: "sms")
        let header = signer.authorization(
            host: row.host, contentType: "application/json; charset=utf-8", body: Array(row.body.utf8),
            at: Instant(milliseconds: row.seconds * 1000 + 999))
        #expect(
            header == "TC3-HMAC-SHA256 Credential=AKIDexample/\(row.day)/sms/tc3_request, "
                + "SignedHeaders=content-type;host, Signature=\(row.signature)")
    }

    private static let whole = [
        "HUIMIN_SMS_SECRET_ID": "id", "HUIMIN_SMS_SECRET_KEY": "key", "HUIMIN_SMS_APP": "1400006666",
        "HUIMIN_SMS_SIGN": "惠民",
        "HUIMIN_SMS_TEMPLATES": MessageTemplate.allCases.map { "\($0.rawValue)=1" }.joined(separator: ", "),
    ]

    /// What is changed in whole settings, and what the operator is told of; empty where they are sound.
    static let environments: [(name: String, value: String?, told: [String])] = [
        ("HUIMIN_SMS_REGION", "ap-beijing", []),
        ("HUIMIN_SMS_ENDPOINT", "https://sms.internal.tencentcloudapi.com/", []),
        ("HUIMIN_SMS_ENDPOINT", "http://127.0.0.1:9999", []),
        ("HUIMIN_SMS_ENDPOINT", "http://sms.example", ["HUIMIN_SMS_ENDPOINT: https://…"]),
        ("HUIMIN_SMS_ENDPOINT", "http://127.0.0.1.evil.example", ["HUIMIN_SMS_ENDPOINT: https://…"]),
        ("HUIMIN_SMS_SECRET_ID", nil, ["HUIMIN_SMS_SECRET_ID"]),
        ("HUIMIN_SMS_SECRET_KEY", "", ["HUIMIN_SMS_SECRET_KEY"]),
        ("HUIMIN_SMS_TEMPLATES", nil, ["HUIMIN_SMS_TEMPLATES"]),
        (
            "HUIMIN_SMS_TEMPLATES", "signInCode=1,granted=2,referred=,correctionAsked=4,reviewAnswered=5",
            [
                "HUIMIN_SMS_TEMPLATES: referred=…", "HUIMIN_SMS_TEMPLATES: refused=…",
                "HUIMIN_SMS_TEMPLATES: disputeAnswered=…", "HUIMIN_SMS_TEMPLATES: certificateChanged=…",
                "HUIMIN_SMS_TEMPLATES: forwarded=…", "HUIMIN_SMS_TEMPLATES: returned=…",
                "HUIMIN_SMS_TEMPLATES: certificateShownForYou=…", "HUIMIN_SMS_TEMPLATES: dataShownForYou=…",
            ]
        ),
    ]

    @Test("Settings that are missing or wrong are all named at once", arguments: 0..<environments.count)
    func settings(_ number: Int) {
        let row = Self.environments[number]
        var environment = Self.whole
        environment[row.name] = row.value
        do throws(TencentSMS.SettingsError) {
            _ = try TencentSMS.Settings(environment: environment)
            #expect(row.told.isEmpty)
        } catch {
            #expect(error.problems == row.told)
            // A secret that was set is not repeated.
            #expect(!error.description.contains("key="))
        }
    }

    @Test(
        "Texts and their values agree: each value stands in the text once, in its order",
        arguments: MessageTemplate.allCases)
    func templates(_ template: MessageTemplate) {
        for text in [template.phrase.chinese, template.phrase.english] {
            #expect(text.matches(of: /\{(\w+)\}/).count == template.parameters.count)
        }
        let order = template.phrase.chinese.matches(of: /\{(\w+)\}/).map { String($0.1) }
        #expect(order == template.parameters)
        let message = OutgoingMessage(
            template, template.parameters.reduce(into: [:]) { $0[$1] = "〈\($1)〉" }, in: .chinese)
        #expect(message.values == template.parameters.map { "〈\($0)〉" })
        #expect(!message.text.contains("{"))
    }

    @Test("The texts that operators have approved are those of the program", arguments: MessageTemplate.allCases)
    func documented(_ template: MessageTemplate) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = String(decoding: try Data(contentsOf: root.appending(path: "docs/operations.md")), as: UTF8.self)
        var text = String(template.phrase.chinese.drop { $0 != "】" }.dropFirst())
        for (index, name) in template.parameters.enumerated() {
            text = text.split(separator: "{\(name)}", omittingEmptySubsequences: false).joined(
                separator: "{\(index + 1)}")
        }
        #expect(page.contains("| `\(template.rawValue)` | \(text) |"))
    }

    /// What the carrier says, and whether it is left alone after some of it.
    static let silences: [(fault: MessageFault, isLeftAlone: Bool)] = [
        (.unreachable, true), (.timedOut, true), (.tooMany("x"), false), (.recipient("x"), false), (.setup("x"), false),
        (.malformed, false),
    ]

    @Test("A carrier that keeps silent is left alone for a while; one that refuses has answered", arguments: 0..<6)
    func leftAlone(_ number: Int) async throws {
        let (fault, isLeftAlone) = Self.silences[number]
        let time = TurnedTime()
        let inner = FaultyCarrier(fault)
        let gateway = GuardedGateway(inner, time: time)
        let message = OutgoingMessage(.signInCode, ["code": "000000"])
        for _ in 0..<5 { await #expect(throws: fault) { try await gateway.send(message, to: "19900001234") } }
        // What certainly did not go out is said to be so.
        await #expect(throws: isLeftAlone ? .unreachable : fault) { try await gateway.send(message, to: "19900001234") }
        #expect(inner.sent == (isLeftAlone ? 5 : 6))
        time.turn(milliseconds: 10_000)
        inner.mend()
        for _ in 0..<2 { try await gateway.send(message, to: "19900001234") }
        #expect(inner.sent == (isLeftAlone ? 7 : 8))
    }

    private final class FaultyCarrier: MessageGateway {
        private let state: Mutex<(fault: MessageFault?, sent: Int)>
        init(_ fault: MessageFault) { state = Mutex((fault, 0)) }
        var sent: Int { state.withLock { $0.sent } }
        func mend() { state.withLock { $0.fault = nil } }

        func send(_ message: OutgoingMessage, to phone: String) async throws(MessageFault) {
            let fault = state.withLock { state in
                state.sent += 1
                return state.fault
            }
            if let fault { throw fault }
        }
    }
}
