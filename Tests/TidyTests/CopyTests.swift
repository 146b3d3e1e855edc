import Foundation
import Testing

/// Sentences that people read: complete by construction (`Phrase` takes both languages); here, that they are well set.
@Suite("Copy")
struct CopyTests {
    @Test("Chinese sentences use full-width punctuation")
    func punctuation() {
        for file in Checkout.sources {
            for (number, line) in file.lines.enumerated() {
                for text in chineseTexts(line) where hasHalfWidthStop(text) {
                    Issue.record(
                        "\(file.path):\(number + 1): half-width punctuation after a Chinese character: \(text)")
                }
            }
        }
    }

    @Test("Codes of phrases are named once")
    func codes() {
        var places: [String: Set<String>] = [:]
        for file in Checkout.sources {
            for line in file.lines {
                guard let range = line.firstRange(of: "Phrase(\"") else { continue }
                let code = String(line[range.upperBound...].prefix { $0 != "\"" })
                places[code, default: []].insert(file.target)
            }
        }
        for (code, targets) in places { #expect(targets.count == 1, "\(code) is named in \(targets.sorted())") }
    }

    /// What stands in `zh: "…"` on a line.
    private func chineseTexts(_ line: Substring) -> [Substring] {
        guard let range = line.firstRange(of: "zh: \"") else { return [] }
        return [line[range.upperBound...].prefix { $0 != "\"" }]
    }

    private func hasHalfWidthStop(_ text: Substring) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return scalars.indices.dropFirst().contains { index in
            let before = scalars[index - 1].value
            return ",.;:?!()".unicodeScalars.contains(scalars[index]) && (0x4E00...0x9FFF).contains(before)
        }
    }
}
