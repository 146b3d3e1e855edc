/// A part of a definition as it is going to be written: one key with its value, or one element of a list.
struct ArrangedPart {
    /// What stands after the key or the dash.
    indirect enum Body {
        /// All on one line.
        case line(String)
        /// `|` and the lines below it.
        case block(header: String, lines: [String])
        /// A part on each line.
        case parts(ArrangedParts)
        /// The whole part, key included, as its author wrote it.
        case asWritten([String])
    }

    /// As it is written; `nil` for an element of a list.
    let key: String?
    let body: Body
    /// Behind the first line.
    var comment: String?
    /// Comments above it; an empty one is a blank line.
    var above: [String] = []
    /// Comments right below it.
    var below: [String] = []
    /// Whether a blank line stands before it.
    var isApart = false
}

/// The parts of a record or a list, from top to bottom.
struct ArrangedParts {
    var parts: [ArrangedPart]
    /// Comments after the last one; an empty one is a blank line.
    var ending: [String] = []

    func lines(indentation: Int = 0) -> [String] {
        var lines: [String] = []
        for part in parts {
            if part.isApart, !lines.isEmpty { lines.append("") }
            lines += part.lines(indentation: indentation)
        }
        return lines + ending.map { $0.indented(indentation) }
    }
}

extension ArrangedPart {
    fileprivate func lines(indentation: Int) -> [String] {
        let lines = above.map { $0.indented(indentation) } + own(indentation)
        return lines + below.map { $0.indented(indentation) }
    }

    private func own(_ indentation: Int) -> [String] {
        switch body {
        case .line(let text): [(opening(text) + note).indented(indentation)]
        case .block(let header, let lines):
            [(opening(header) + note).indented(indentation)] + lines.map { $0.indented(indentation + 2) }
        case .parts(let parts):
            key == nil
                ? parts.behindDash(indentation)
                : [(opening("") + note).indented(indentation)] + parts.lines(indentation: indentation + 2)
        case .asWritten(let lines): lines.map { $0.indented(indentation) }
        }
    }

    private func opening(_ text: String) -> String {
        guard let key else { return text.isEmpty ? "-" : "- \(text)" }
        return text.isEmpty ? "\(key):" : "\(key): \(text)"
    }

    private var note: String { comment.map { "  \($0)" } ?? "" }
}

extension ArrangedParts {
    /// The first part stands behind the dash of a list; comments above it stand above the dash.
    fileprivate func behindDash(_ indentation: Int) -> [String] {
        var inner = self
        let above = inner.parts[0].above
        inner.parts[0].above = []
        var lines = inner.lines(indentation: indentation + 2)
        lines[0] = "- ".indented(indentation) + String(scalars: lines[0].unicodeScalars.dropFirst(indentation + 2))
        return above.map { $0.indented(indentation) } + lines
    }
}

extension String {
    /// An empty line stays empty.
    fileprivate func indented(_ count: Int) -> String { isEmpty ? self : String(repeating: " ", count: count) + self }
}
