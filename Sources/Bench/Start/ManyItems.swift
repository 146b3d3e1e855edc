import Foundation
import Kernel

/// A city with as many service items as asked: those of the sample city over and over, under other names and codes.
struct ManyItems {
    let folder: String

    /// - Parameters:
    ///   - city: the folder of definitions that is copied.
    ///   - count: items in all.
    static func make(in folder: String, following city: String, count: Int) throws -> ManyItems {
        let manager = FileManager.default
        try manager.copyItem(atPath: city, toPath: folder)
        let items = folder + "/items"
        let originals = try manager.contentsOfDirectory(atPath: items).sorted().compactMap { name -> String? in
            manager.contents(atPath: "\(items)/\(name)/item.yaml").map { String(decoding: $0, as: UTF8.self) }
        }
        // Local codes end in four digits.
        guard count < 9000 else { throw BenchFault("at most 8,999 items") }
        guard !originals.isEmpty else { throw BenchFault("\(items) holds no definition") }
        for number in originals.count..<max(originals.count, count) {
            let text = renamed(originals[number % originals.count], number: number)
            let place = "\(items)/copy-\(number)"
            try manager.createDirectory(atPath: place, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: place + "/item.yaml"))
        }
        return ManyItems(folder: folder)
    }

    private static func renamed(_ text: String, number: Int) -> String {
        return
            text
            .replacing(/(?m)^事项: (.+)$/) { "事项: \($0.1)之\(number)" }
            .replacing(/本地: (\d{6}-[A-Z]+-)\d{4}/) { "本地: \($0.1)\(1000 + number)" }
    }
}
