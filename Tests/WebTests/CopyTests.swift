import Foundation
import Testing

/// Every sentence that a person can see, read from the sources of all modules.
@Suite struct CopyTests {
    struct Sentence: CustomStringConvertible {
        let file: String
        let code: String
        let chinese: String
        let english: String
        var description: String { "\(file): \(code)" }
    }

    private static let sentences: [Sentence] = {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let files =
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        return files.flatMap { file in
            ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "Phrase(\"").dropFirst()
                .compactMap { sentence(String($0), in: file.lastPathComponent) }
        }
    }()

    /// Reads `code", zh: "…", en: "…" + "…"`; what is composed at run time is not a sentence of ours.
    private static func sentence(_ source: String, in file: String) -> Sentence? {
        let pieces = source.split(separator: "\"", omittingEmptySubsequences: false).map { String($0) }
        guard pieces.count > 4, !pieces[0].contains("\\("), endsWith("zh:", pieces[1]) else { return nil }
        var texts = (chinese: "", english: "")
        var isEnglish = false
        for index in stride(from: 1, to: pieces.count - 1, by: 2) {
            let code = pieces[index]
            if code.contains("en:") {
                guard endsWith("en:", code) else { return nil }
                isEnglish = true
            }
            if index > 1, !code.contains("en:"), code.contains(")") || !code.contains("+") { break }
            if isEnglish { texts.english += pieces[index + 1] } else { texts.chinese += pieces[index + 1] }
        }
        return Sentence(file: file, code: pieces[0], chinese: texts.chinese, english: texts.english)
    }

    private static func endsWith(_ key: String, _ code: String) -> Bool {
        String(code.reversed().drop { $0.isWhitespace }.reversed()).hasSuffix(key)
    }

    @Test("读到了句子")
    func sentencesAreFound() { #expect(CopyTests.sentences.count > 150) }

    @Test("编号不重复")
    func codesAreUnique() {
        let byCode = Dictionary(grouping: CopyTests.sentences, by: \.code)
        for (code, uses) in byCode where Set(uses.map(\.chinese)).count > 1 { Issue.record("\(code): \(uses)") }
    }

    @Test("中英文里的空位一样")
    func placeholdersAgree() {
        for sentence in CopyTests.sentences {
            #expect(placeholders(sentence.chinese) == placeholders(sentence.english), "\(sentence)")
        }
    }

    @Test("中文用全角标点，英文里没有汉字以外的中文标点")
    func punctuation() {
        for sentence in CopyTests.sentences {
            let letters = Array(sentence.chinese)
            for (index, letter) in letters.enumerated() where ",;:?!()".contains(letter) {
                let isAfterHan = index > 0 && isHan(letters[index - 1])
                let isBeforeHan = index + 1 < letters.count && isHan(letters[index + 1])
                #expect(!isAfterHan && !isBeforeHan, "\(sentence): \(sentence.chinese)")
            }
            #expect(!sentence.english.contains { "，。；：？！（）".contains($0) }, "\(sentence): \(sentence.english)")
        }
    }

    @Test("句子不空，也不太长：每句不超过 60 个字")
    func sentencesAreShort() {
        for sentence in CopyTests.sentences where !sentence.code.hasSuffix("period.once") {
            #expect(!sentence.chinese.isEmpty && !sentence.english.isEmpty, "\(sentence)")
            for part in sentence.chinese.split(whereSeparator: { "。？！；".contains($0) }) {
                #expect(part.count <= 60, "\(sentence): \(part)")
            }
        }
    }

    private func placeholders(_ text: String) -> Set<Substring> {
        let openings = text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
        return Set(openings.filter { $0.contains("}") }.map { $0.prefix { $0 != "}" } })
    }

    private func isHan(_ letter: Character) -> Bool {
        letter.unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
    }
}
