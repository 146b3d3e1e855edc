import Kernel

extension Parser {
    /// `1200`, `.5`, `1.4e-3`. In `1..3` the number ends before the points.
    mutating func numberLiteral() throws(FEELError) -> Syntax {
        let start = position
        skipDigits()
        if scalar() == ".", scalar(1).map(Lexicon.isDigit) ?? false {
            position += 1
            skipDigits()
        }
        if scalar() == "e" || scalar() == "E" {
            let sign = scalar(1) == "+" || scalar(1) == "-" ? 1 : 0
            if scalar(1 + sign).map(Lexicon.isDigit) ?? false {
                position += 1 + sign
                skipDigits()
            }
        }
        if let next = scalar(), Lexicon.isNamePart(next) {
            let run = source[start...].prefix { Lexicon.isNamePart($0) || $0 == "." }
            throw failure(.notANumber(Parser.text(run)), at: start)
        }
        let text = Parser.text(source[start..<position])
        guard let number = Decimal128(text) else { throw failure(.notANumber(text), at: start) }
        return .constant(.number(number))
    }

    private mutating func skipDigits() {
        while scalar().map(Lexicon.isDigit) ?? false { position += 1 }
    }

    mutating func stringLiteral() throws(FEELError) -> String {
        let start = position
        position += 1
        var text = String.UnicodeScalarView()
        while let next = scalar() {
            position += 1
            switch next {
            case "\"": return String(text)
            case "\\": appendEscape(to: &text)
            default: text.append(next)
            }
        }
        throw failure(.openText("\""), at: start)
    }

    /// After a backslash. What is no known escape stays as it is, backslash included: regular expressions need it.
    private mutating func appendEscape(to text: inout String.UnicodeScalarView) {
        guard let mark = scalar() else { return }
        let simple: [Unicode.Scalar: Unicode.Scalar] = [
            "n": "\n", "r": "\r", "t": "\t", "\"": "\"", "'": "'", "\\": "\\",
        ]
        if let meant = simple[mark] {
            position += 1
            text.append(meant)
        } else if mark == "u", let unit = hexadecimal(4, from: position + 1) {
            position += 5
            text.append(surrogatePair(after: unit) ?? Unicode.Scalar(unit) ?? "\u{FFFD}")
        } else if mark == "U", let value = hexadecimal(6, from: position + 1), let meant = Unicode.Scalar(value) {
            position += 7
            text.append(meant)
        } else {
            text.append("\\")
        }
    }

    /// The character that `\uD83D\uDC0E` means, where the second half follows.
    private mutating func surrogatePair(after high: UInt32) -> Unicode.Scalar? {
        guard (0xD800...0xDBFF).contains(high), matches("\\u"), let low = hexadecimal(4, from: position + 2),
            (0xDC00...0xDFFF).contains(low)
        else { return nil }
        position += 6
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private func hexadecimal(_ count: Int, from start: Int) -> UInt32? {
        guard start + count <= source.count else { return nil }
        let digits = source[start..<start + count]
        guard digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else { return nil }
        return UInt32(Parser.text(digits), radix: 16)
    }

    /// `@"2026-11-21"`; one that names no day, time or duration is null, as the standard asks.
    mutating func temporalLiteral() throws(FEELError) -> Syntax {
        let start = position
        position += 1
        skipSpace()
        guard scalar() == "\"" else { throw missing("\"") }
        let text = try stringLiteral()
        guard let value = Value.temporal(text, zones: scope.zones) else {
            warnings.append(failure(.notATime(text), at: start))
            return .constant(.null)
        }
        return .constant(value)
    }
}
