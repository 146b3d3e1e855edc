import ECertificates
import Foundation
import Kernel
import Testing
import Yams

/// One file of the kit: claims in which `!sd` marks what is hidden, what the holder shows, what is known then.
struct DisclosureKit {
    /// A file by its name, so that a failure says which.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var testDescription: String { name }
    }

    private static let folder: URL = {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let kits = ProcessInfo.processInfo.environment["HUIMIN_KITS"].map { URL(filePath: $0) }
        return (kits ?? repository.appending(path: "../shared").standardized)
            .appending(path: "data/crypto-vectors/sd-jwt")
    }()

    static let isPresent = FileManager.default.fileExists(atPath: folder.path())

    /// The files that say what is known at the end.
    static func cases() -> [Case] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".yml") && ((try? text($0)) ?? "").contains("expect_verified_user_claims") }
            .sorted().map(Case.init)
    }

    static func read(_ name: String) throws -> DisclosureKit {
        let root = try #require(try Yams.compose(yaml: try text(name)))
        return DisclosureKit(
            claims: claim(try #require(root["user_claims"])), holder: try #require(root["holder_disclosed_claims"]),
            expected: json(try #require(root["expect_verified_user_claims"])))
    }

    let claims: DisclosableClaim
    private let holder: Node
    let expected: JSON

    private init(claims: DisclosableClaim, holder: Node, expected: JSON) {
        self.claims = claims
        self.holder = holder
        self.expected = expected
    }

    /// Whether the holder shows the claim at a path: everything that the file names there but `False`.
    func shows(_ path: [ClaimStep]) -> Bool {
        var node = holder
        for step in path {
            let next: Node? =
                switch step {
                case .name(let name): node.mapping?[name]
                case .index(let index): node.sequence.flatMap { $0.indices.contains(index) ? $0[index] : nil }
                }
            guard let next else { return false }
            node = next
        }
        return node.bool ?? true
    }

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    private static func claim(_ node: Node) -> DisclosableClaim {
        switch node {
        case .mapping(let mapping):
            .object(mapping.map { .init($0.key.scalar?.string ?? "", claim($0.value), isHidden: isHidden($0.key)) })
        case .sequence(let sequence): .array(sequence.map { .init(claim($0), isHidden: isHidden($0)) })
        default: .value(json(node))
        }
    }

    private static func isHidden(_ node: Node) -> Bool {
        switch node {
        case .scalar(let scalar): scalar.tag.description.hasSuffix("!sd")
        case .mapping(let mapping): mapping.tag.description.hasSuffix("!sd")
        case .sequence(let sequence): sequence.tag.description.hasSuffix("!sd")
        default: false
        }
    }

    private static func json(_ node: Node) -> JSON {
        switch node {
        case .mapping(let mapping):
            .object(mapping.map { JSON.Member($0.key.scalar?.string ?? "", json($0.value)) })
        case .sequence(let sequence): .array(sequence.map(json))
        default: node.bool.map { JSON($0) } ?? node.int.map { JSON($0) } ?? JSON(node.scalar?.string ?? "")
        }
    }
}

extension DisclosableClaim {
    /// With all that is hidden.
    var whole: JSON { shown { _ in true } }
    /// What everybody sees.
    var open: JSON { shown { !$0 } }

    private func shown(_ isShown: (_ isHidden: Bool) -> Bool) -> JSON {
        switch self {
        case .value(let value): value
        case .object(let members):
            .object(members.filter { isShown($0.isHidden) }.map { JSON.Member($0.key, $0.claim.shown(isShown)) })
        case .array(let elements): .array(elements.filter { isShown($0.isHidden) }.map { $0.claim.shown(isShown) })
        }
    }
}

extension JSON {
    /// Members in the order of their names, so that objects can be compared.
    var sorted: JSON {
        switch self {
        case .object(let members):
            .object(members.map { Member($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
        case .array(let elements): .array(elements.map(\.sorted))
        default: self
        }
    }
}
