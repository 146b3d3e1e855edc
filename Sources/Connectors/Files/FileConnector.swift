package import Exchange
package import Kernel

/// 文件 — reads the newest of a department's daily files. A newer file is taken as soon as it is whole; until then, and
/// where it cannot be used, the one before it answers.
package final class FileConnector: SourceConnector {
    /// A column that every record has besides those of the file: the day of the file, `yyyyMMdd`.
    package static let fileDayColumn = "文件日期"

    private let directory: String
    private let name: DropName
    private let keyColumns: [String: String]
    private let resources: [Resource]
    /// Questions of yes or no by resource and name, which are decided here.
    private let conditions: [String: PredicateCondition]
    private let shelf: DropShelf

    /// - Throws: `DescriptionError` where the description lacks what this kind needs.
    package init(_ department: Department, dataDirectory: String) throws {
        let connection = department.connection
        directory = dataDirectory + "/" + (try connection.required("目录"))
        let format = try DropFormat(connection)
        guard let name = DropName(try connection.required("文件名")) else {
            throw DescriptionError(path: "连接.文件名", problem: "要含 {yyyyMMdd} (must contain {yyyyMMdd})")
        }
        self.name = name
        resources = department.resources
        conditions = try resources.reduce(into: [:]) { conditions, resource in
            for predicate in resource.predicates {
                conditions[resource.name(of: predicate)] = try PredicateCondition(predicate, of: resource)
            }
        }
        keyColumns = try resources.reduce(into: [:]) { columns, resource in
            guard resource.keys.count == 1, let column = resource.keys.values.first else {
                throw DescriptionError(
                    path: "\(resource.name).键", problem: "文件按一列查找 (a file is searched by one column)")
            }
            columns[resource.name] = column
        }
        guard Set(keyColumns.values).count <= 1 else {
            throw DescriptionError(path: "资源", problem: "同一文件的键应是同一列 (one file has one key column)")
        }
        shelf = DropShelf(directory: directory, name: name, format: format, keyColumn: keyColumns.values.first ?? "")
    }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        guard keyColumns[query.resource.name] != nil,
            let keyName = query.resource.keys.first?.key, let subject = query.key[keyName]
        else { throw .notDescribed }
        let drop = try await shelf.newest()
        let condition = query.predicate.flatMap { _ in conditions[query.subjectName] }
        if query.predicate != nil, condition == nil { throw .notDescribed }
        let columns = (condition?.columns ?? query.columns).subtracting([Self.fileDayColumn])
        if let missing = columns.first(where: { drop.columns[$0] == nil }) { throw .malformed("no column \(missing)") }
        let records = drop.records(of: subject).map { record in
            var record = record
            record[Self.fileDayColumn] = drop.day.description.filter { $0 != "-" }
            return SourceRecord(columns: record)
        }
        let own = try records.about(query)
        guard let condition, let question = query.predicate else { return own.map { $0.asked(by: query) } }
        return own.map { $0.holding(condition.answer(question, about: query.key, in: $0), for: query) }
    }

    /// Files are read only: nobody writes into another's drop.
    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        throw .notDescribed
    }

    package func selfCheck() async -> [CheckFinding] {
        let drop: DailyDrop
        do throws(SourceFault) { drop = try await shelf.newest() } catch {
            return resources.map { .unreachable(error, $0.name, at: "\(directory)/\(name.pattern)") }
        }
        return [.dataDay(drop.day)]
            + resources.map { resource in
                let missing = resource.allColumns.filter { $0 != Self.fileDayColumn && drop.columns[$0] == nil }
                return missing.isEmpty ? .sound(resource.name) : .missing(missing.sorted(), of: resource.name)
            }
    }

    /// 数据日期 of the file in use; `nil` before the first is read.
    package var dataDay: CivilDate? { shelf.dataDay }

    /// How many files were read so far, usable or not.
    package var filesRead: Int { shelf.loadCount }
}

extension SourceRecord {
    /// Of a line of the file, what was asked for.
    fileprivate func asked(by query: SourceQuery) -> SourceRecord {
        let asked = query.columns.union([FileConnector.fileDayColumn])
        return SourceRecord(columns: columns.filter { asked.contains($0.key) })
    }

    /// The record with an answer in the place of every value that the answer was computed from.
    fileprivate func holding(_ answer: String?, for query: SourceQuery) -> SourceRecord {
        var kept = columns.filter { query.columns.contains($0.key) }
        if let column = query.predicate?.predicate.answer.column { kept.updateValue(answer, forKey: column) }
        return SourceRecord(columns: kept)
    }
}

extension CheckFinding {
    fileprivate static func dataDay(_ day: CivilDate) -> CheckFinding {
        CheckFinding(
            isFault: false,
            message: Phrase(
                "connector.dataDay", zh: "数据日期：{day}。", en: "Data of {day}.", ["day": day.description]))
    }
}
