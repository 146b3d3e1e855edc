import Foundation
import Kernel
import Testing

/// Project Wycheproof's vectors, valid and broken on purpose, below `HUIMIN_KITS` or `../shared`.
enum WycheproofKit {
    private static let folder: URL = {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let kits = ProcessInfo.processInfo.environment["HUIMIN_KITS"].map { URL(filePath: $0) }
        return (kits ?? repository.appending(path: "../shared").standardized)
            .appending(path: "data/crypto-vectors/wycheproof")
    }()

    static let isPresent = FileManager.default.fileExists(atPath: folder.path())

    /// One vector with the group that it stands in.
    struct Vector {
        let group: JSON
        let test: JSON

        var isValid: Bool { test["result"]?.string == "valid" }
        /// For a failed expectation.
        var name: String { "\(test["tcId"]?.text ?? "?") \(test["comment"]?.string ?? "")" }

        func bytes(_ member: String) throws -> [UInt8] {
            let digits = try #require(test[member]?.string)
            return try #require(Hex.bytes(digits))
        }
        /// A size in bits that the group has for all its tests.
        func size(_ member: String) throws -> Int { try #require(group[member].flatMap { Int($0.text) }) }
    }

    static func vectors(_ name: String) throws -> [Vector] {
        let json = try JSON.parse(Array(try Data(contentsOf: folder.appending(path: name + "_test.json"))))
        return (json["testGroups"]?.array ?? []).flatMap { group in
            (group["tests"]?.array ?? []).map { Vector(group: group, test: $0) }
        }
    }
}
