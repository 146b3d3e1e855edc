import Kernel

/// A name of the scope that stands in the source.
struct FoundName {
    let end: Int
    let syntax: Syntax
    /// The slot of the scope behind it, if there is one.
    var slot: Int?
    var isClock = false
}

extension Parser {
    /// The longest name in sight that stands here; of equal ones the innermost.
    func longestName() -> FoundName? {
        var best: FoundName?
        func offer(_ candidate: FoundName) {
            if candidate.end > (best?.end ?? position) { best = candidate }
        }
        var elementSlots: [Int] = []
        for layer in layers.reversed() {
            switch layer {
            case .variables(let variables):
                for (name, slot) in variables {
                    guard let end = name.end(in: source, from: position) else { continue }
                    offer(FoundName(end: end, syntax: entry(name.text, elementSlots, outside: .local(slot))))
                }
            case .element(let slot):
                for name in (localTypes[slot].entryNames ?? []).map(Name.init) {
                    guard let end = name.end(in: source, from: position) else { continue }
                    offer(
                        FoundName(end: end, syntax: .entry(name.text, itemSlots: elementSlots + [slot], outside: nil)))
                }
                elementSlots.append(slot)
                if let end = Name("item").end(in: source, from: position) {
                    offer(FoundName(end: end, syntax: .entry("item", itemSlots: elementSlots, outside: .local(slot))))
                }
            }
        }
        for known in scope.entries {
            guard let end = known.name.end(in: source, from: position) else { continue }
            offer(found(known, end: end, elementSlots))
        }
        if let builtin = Builtin.longest(in: source, from: position) {
            offer(FoundName(end: builtin.end, syntax: .constant(.function(builtin.builtin.function))))
        }
        return best
    }

    private func found(_ known: NameScope.Entry, end: Int, _ elementSlots: [Int]) -> FoundName {
        switch known.meaning {
        case .slot(let slot):
            FoundName(end: end, syntax: entry(known.name.text, elementSlots, outside: .global(slot)), slot: slot)
        case .constant(let value):
            FoundName(end: end, syntax: entry(known.name.text, elementSlots, outside: .constant(value)))
        }
    }

    /// Entries of the elements that are looked at hide a name from outside, unless it is known that they have no such
    /// entry.
    private func entry(_ name: String, _ elementSlots: [Int], outside: Syntax) -> Syntax {
        let hiding = elementSlots.filter { slot in
            localTypes[slot].entryNames.map { $0.contains { $0.hasSameScalars(as: name) } }
                ?? localTypes[slot].hasUnknownEntries
        }
        return hiding.isEmpty ? outside : .entry(name, itemSlots: hiding, outside: outside)
    }

    mutating func take(_ name: FoundName) -> Syntax {
        position = name.end
        if let slot = name.slot { usedSlots.insert(slot) }
        return name.syntax
    }

    /// A word that nobody declared: in a filter an entry that elements may have; else a mistake.
    mutating func unknownName() throws(FEELError) -> Syntax {
        let start = position
        guard let name = identifier() else { throw unexpected() }
        if let next = scalar(), (0xFF10...0xFF19).contains(next.value) { throw unexpected() }
        let nearest = guess { parser in
            parser.wordsBeforeBracket(from: start).flatMap { Name.nearest(to: $0, among: Builtin.all.map(\.name.text)) }
                ?? Name.nearest(to: name, among: parser.namesInSight)
        }
        let elements = layers.reversed().compactMap { layer -> Int? in
            if case .element(let slot) = layer { slot } else { nil }
        }
        guard !elements.isEmpty else { throw failure(.unknownName(name, nearest: nearest), at: start) }
        if !elements.contains(where: { localTypes[$0].hasUnknownEntries }) {
            warnings.append(failure(.unknownEntry(name, nearest: nearest), at: start))
        }
        return .entry(name, itemSlots: elements, outside: nil)
    }

    /// The several words that stand before an opening bracket: probably a function, slightly misspelt.
    private func wordsBeforeBracket(from start: Int) -> String? {
        let words = source[start...].prefix { Lexicon.isNamePart($0) || $0 == " " }
        guard words.endIndex < source.count, source[words.endIndex] == "(" else { return nil }
        return Parser.text(words)
    }

    private var namesInSight: [String] {
        let inner = layers.reversed().flatMap { layer -> [String] in
            switch layer {
            case .variables(let variables): variables.map(\.name.text)
            case .element(let slot): localTypes[slot].entryNames ?? []
            }
        }
        return inner + scope.names + Builtin.all.map(\.name.text)
    }

    /// One word of name characters.
    mutating func identifier() -> String? {
        guard let first = scalar(), Lexicon.isNameStart(first) else { return nil }
        let word = source[position..<identifierEnd]
        position = word.endIndex
        return Parser.text(word)
    }

    /// Where the name characters end that stand here.
    private var identifierEnd: Int { source[position...].firstIndex { !Lexicon.isNamePart($0) } ?? source.count }

    /// A name that is declared here: words and signs, up to a colon, a comma or a bracket; that of a loop's variable ends
    /// before the first `in`.
    mutating func newName(endsAtIn: Bool = false) throws(FEELError) -> String {
        skipSpace()
        let start = position
        var end = position
        guard scalar().map(Lexicon.isNameStart) ?? false else {
            throw scalar().flatMap(Lexicon.ascii) == nil ? failure(.badName) : unexpected()
        }
        while let next = scalar(), !endsAtIn || position == start || !isAtKeyword("in") {
            if Lexicon.isNameSign(next) {
                position += 1
            } else if identifierEnd > position {
                position = identifierEnd
            } else {
                break
            }
            end = position
            while scalar().map(Lexicon.isSpace) ?? false { position += 1 }
        }
        position = end
        return Parser.text(source[start..<end])
    }

    mutating func path(from base: Syntax) throws(FEELError) -> Syntax {
        skipSpace()
        let start = position
        let type = type(of: base)
        let known = type.pathNames
        let found = (known ?? ["time offset", "start included", "end included"]).compactMap { name in
            Name(name).end(in: source, from: position).map { (name: name, end: $0) }
        }
        if let longest = found.max(by: { $0.end < $1.end }) {
            position = longest.end
            return .path(base, longest.name)
        }
        guard let name = identifier() else { throw isAtEnd ? failure(.unexpectedEnd) : unexpected() }
        if let known {
            let nearest = guess { _ in Name.nearest(to: name, among: known) }
            warnings.append(failure(.unknownEntry(name, nearest: nearest), at: start))
        }
        return .path(base, name)
    }

    /// The static type, as far as declarations tell it.
    func type(of syntax: Syntax) -> FEELType {
        switch syntax {
        case .constant(let value): value.type
        case .global(let slot): scope.type(ofSlot: slot)
        case .local(let slot): localTypes[slot]
        case .input: inputType
        case .path(let base, let name): type(of: base).member(name)
        case .filter(let base, _, _): filterType(type(of: base))
        case .list(let elements): .list(FEELType.common(elements.map(type)))
        case .context(let entries): .context(entries.map { FEELType.Entry($0.key, type(of: $0.value)) })
        case .entry(let name, let slots, nil) where slots.count == 1: localTypes[slots[0]].member(name)
        case .builtin(let overload, _): overload.result
        case .woven(_, let weave): weave.type
        case .iteration(_, _, let body): .list(type(of: body))
        default: .any
        }
    }

    /// A filter gives a list or, by position, one element; a path goes the same way from both.
    private func filterType(_ base: FEELType) -> FEELType {
        if case .list = base { base } else { base == .any ? .any : .list(base) }
    }
}
