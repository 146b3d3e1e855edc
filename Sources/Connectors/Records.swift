import Exchange
import Kernel

extension Resource {
    /// Every column that the description names: keys, fields and the time of update.
    var allColumns: Set<String> { identifyingColumns.union(fields.map(\.column)) }

    /// The columns of some fields: with them whom a record is about, and how old it is.
    func columns(of names: Set<String>) -> Set<String> {
        identifyingColumns.union(fields.filter { names.contains($0.name) }.map(\.column))
    }

    /// The columns of an answer by yes or no: whom it is about, how old it is, and the answer.
    func columns(of predicate: ResourcePredicate) -> Set<String> { identifyingColumns.union([predicate.answer.column]) }

    private var identifyingColumns: Set<String> { Set(keys.values).union(updatedAt.map { [$0.column] } ?? []) }
}

extension SourceQuery {
    /// The columns that are asked for.
    var columns: Set<String> {
        predicate.map { resource.columns(of: $0.predicate) } ?? resource.columns(of: fields)
    }

    /// A key by which something of a connector is kept: the resource, or one of its questions.
    var subjectName: String { predicate.map { resource.name(of: $0.predicate) } ?? resource.name }
}

extension Resource {
    /// As the self-check names a question of it.
    func name(of predicate: ResourcePredicate) -> String { "\(name).\(predicate.name)" }
}

extension [SourceRecord] {
    /// The records, after making sure that each is about the subject asked for: an answer about somebody else is a
    /// fault of the source and is not passed on. A query by nothing that the records hold finds nobody.
    func about(_ query: SourceQuery) throws(SourceFault) -> [SourceRecord] {
        let keys = query.resource.keys.filter { query.key[$0.key] != nil }
        guard !keys.isEmpty else { throw .notDescribed }
        for record in self {
            for (name, column) in keys {
                guard record.columns[column] != nil else { throw .malformed("no column \(column)") }
                guard record.text(column) == query.key[name] else { throw .malformed("a record of another subject") }
            }
        }
        return self
    }
}

extension CheckFinding {
    static func sound(_ resource: String) -> CheckFinding {
        CheckFinding(
            isFault: false,
            message: Phrase(
                "connector.sound", zh: "“{resource}”可以读取，与说明一致。", en: "“{resource}” can be read as described.",
                ["resource": resource]))
    }

    static func missing(_ columns: [String], of resource: String) -> CheckFinding {
        CheckFinding(
            isFault: true,
            message: Phrase(
                "connector.missingColumns", zh: "“{resource}”读不到这些列：{columns}。请部门核对接入说明。",
                en: "“{resource}” does not give the columns {columns}. Please check its description.",
                ["resource": resource, "columns": columns.joined(separator: "、")]))
    }

    static func broken(_ resource: String, _ detail: String) -> CheckFinding {
        CheckFinding(
            isFault: true,
            message: Phrase(
                "connector.broken", zh: "“{resource}”的查询不能执行（{detail}）。请部门核对接入说明。",
                en: "The query of “{resource}” cannot be run ({detail}). Please check its description.",
                ["resource": resource, "detail": detail]))
    }

    static func unreachable(_ fault: SourceFault, _ resource: String, at place: String) -> CheckFinding {
        CheckFinding(
            isFault: true,
            message: Phrase(
                "connector.noFile", zh: "“{resource}”：打不开 {place}（{code}），用到它的办件会转人工。请确认文件在、可以读。",
                en: "“{resource}”: {place} cannot be read ({code}); what needs it goes to a person. Is the file there?",
                ["resource": resource, "place": place, "code": fault.code]))
    }

    static func unreachable(_ fault: SourceFault) -> CheckFinding {
        CheckFinding(
            isFault: true,
            message: Phrase(
                "connector.unreachable", zh: "现在连不上部门系统（{code}）。请确认它在运行、地址和权限正确。",
                en: "The department's system cannot be reached ({code}). Please check that it runs, and its address.",
                ["code": fault.code]))
    }
}
