/// 整理 — decides for every part of a definition how it is going to be written: in which order, over how many lines, and with
/// which comments.
struct Arrangement {
    let source: SourceLines

    init(_ source: SourceLines) { self.source = source }

    /// The lines of the whole file; `nil` where its keys do not each begin a line.
    func lines(of root: YAMLNode) -> [String]? {
        let whole = 0..<source.lines.count
        guard let members = members(of: root, ItemFormat.root, depth: nil, in: whole) else { return nil }
        // What stands above the first key speaks of the file.
        let head = comments(0..<members[0].start).texts
        var arranged = parts(members, in: members[0].start..<whole.upperBound)
        for (index, member) in members.sorted().enumerated() where !member.part.isStranger {
            arranged.parts[index].isApart = ItemLayout.sectionHeads.contains(member.part.entry?.key ?? "")
        }
        return head + arranged.lines()
    }

    private func parts(_ members: [PartOnLines], in region: Range<Int>) -> ArrangedParts {
        var parts: [(member: PartOnLines, part: ArrangedPart)] = []
        var start = region.lowerBound
        for (index, member) in members.enumerated() {
            let (above, isApart) = comments(start..<member.start)
            let limit = members.dropFirst(index + 1).first?.start ?? region.upperBound
            let extent = extent(of: member, before: limit)
            var part = part(member, extent)
            (part.above, part.isApart) = (above, isApart)
            start = extent.end
            // A comment right below, apart from what follows, belongs to this part.
            let below = (start..<limit).prefix { source.comment($0) != nil }
            if extent.end == extent.contentEnd, below.endIndex < limit, limit < region.upperBound {
                part.below = below.compactMap(source.comment)
                start = below.endIndex
            }
            parts.append((member, part))
        }
        let (ending, isApart) = comments(start..<region.upperBound)
        return ArrangedParts(
            parts: parts.sorted { $0.member < $1.member }.map(\.part),
            ending: isApart && !ending.isEmpty ? [""] + ending : ending)
    }

    /// The comments of some lines, single blank lines between them, and whether a blank line stands before them.
    private func comments(_ range: Range<Int>) -> (texts: [String], isApart: Bool) {
        var texts: [String] = []
        for line in range {
            let text = source.comment(line) ?? ""
            if !text.isEmpty || texts.last?.isEmpty == false { texts.append(text) }
        }
        return (texts, range.first.map { source.comment($0) == nil } ?? false)
    }

    /// The lines of a part.
    private struct Extent {
        let start: Int
        /// After the last line with more than a comment.
        let contentEnd: Int
        /// After the last comment that stands further in than the part itself.
        let end: Int
    }

    private func extent(of member: PartOnLines, before limit: Int) -> Extent {
        let last = (member.start..<limit).last(where: source.hasContent) ?? member.start
        guard isOpen(member.part.value) else { return Extent(start: member.start, contentEnd: last + 1, end: last + 1) }
        let further = (last + 1..<limit).prefix {
            source.comment($0) == nil || source.indentation($0) > member.column
        }
        let end = (further.last { source.comment($0) != nil } ?? last) + 1
        return Extent(start: member.start, contentEnd: last + 1, end: end)
    }

    private func part(_ member: PartOnLines, _ extent: Extent) -> ArrangedPart {
        let part = member.part.value.isCollection ? collection(member, extent) : text(member, extent)
        return part
            ?? ArrangedPart(
                key: key(member.part),
                body: .asWritten(source.text(extent.start..<extent.end, without: member.column)))
    }
}

// Texts and collections.
extension Arrangement {
    private func text(_ member: PartOnLines, _ extent: Extent) -> ArrangedPart? {
        let value = member.part.value
        let line = value.position.line - 1
        if case .text(let text) = value.content, let start = text.blockStart {
            guard line == extent.start else { return nil }
            let lines = source.text(source.blockLines(after: line), without: start.column - 1)
            return ArrangedPart(
                key: key(member.part),
                body: .block(
                    header: source.content(line, from: value.position.column - 1),
                    lines: ItemLayout.aligned(lines, of: member.isAtRoot ? member.part.entry?.key : nil)),
                comment: source.comment(line))
        }
        guard line == extent.contentEnd - 1 || value.text == "" else { return nil }
        return onOneLine(member, extent, isLastCommented: true)
    }

    private func collection(_ member: PartOnLines, _ extent: Extent) -> ArrangedPart? {
        let value = member.part.value
        let (isOpen, isEmpty) = (isOpen(value), value.isEmptyCollection)
        if member.depth <= 0 || isEmpty, extent.end == extent.contentEnd, !value.holdsBlock,
            let part = onOneLine(
                member, extent, isLastCommented: !isOpen || extent.contentEnd == extent.start + 1)
        {
            return part
        }
        if isOpen { return onSeveralLines(member, extent) }
        guard !isEmpty, member.depth > 0, !hasComment(extent.start..<extent.end) else { return nil }
        return ArrangedPart(key: key(member.part), body: .parts(opened(member.part, depth: member.depth)))
    }

    /// `nil` where a comment would lose its place.
    private func onOneLine(_ member: PartOnLines, _ extent: Extent, isLastCommented: Bool) -> ArrangedPart? {
        let last = extent.contentEnd - 1
        guard !hasComment(extent.start..<(isLastCommented ? last : extent.end)) else { return nil }
        let line = written(member.part, isInBraces: false)
        return ArrangedPart(key: key(member.part), body: .line(line), comment: source.comment(last))
    }

    /// What stands over several lines already.
    private func onSeveralLines(_ member: PartOnLines, _ extent: Extent) -> ArrangedPart? {
        let isElement = member.part.entry == nil
        let region = (isElement ? extent.start : extent.start + 1)..<extent.end
        guard
            let members = members(
                of: member.part.value, member.part.shape, depth: member.depth, in: region)
        else { return nil }
        return ArrangedPart(
            key: key(member.part), body: .parts(parts(members, in: region)),
            comment: isElement ? nil : source.comment(extent.start))
    }

    /// What stood in braces, over several lines.
    private func opened(_ part: FormatPart, depth: Int) -> ArrangedParts {
        let parts = part.value.parts(part.shape).sorted().map { part in
            let isOpen = depth > 1 && part.value.isCollection && !part.value.isEmptyCollection
            return ArrangedPart(
                key: key(part),
                body: isOpen ? .parts(opened(part, depth: depth - 1)) : .line(written(part, isInBraces: false)))
        }
        return ArrangedParts(parts: parts)
    }

    private func hasComment(_ lines: Range<Int>) -> Bool { lines.contains { source.comment($0) != nil } }

    /// Whether it is a record or list without braces.
    private func isOpen(_ node: YAMLNode) -> Bool {
        guard node.isCollection, let mark = source.scalar(at: node.position) else { return false }
        return mark != "{" && mark != "["
    }
}
