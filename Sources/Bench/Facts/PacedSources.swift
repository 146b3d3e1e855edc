import Exchange
import Kernel
import Synchronization

/// Sources of which each takes its own time: the first 3 ms, the next one 3 ms more, and so on; and which remember how long
/// the slowest of them took.
final class PacedSources: SourceConnector {
    private static let stepMilliseconds = 3

    private let pace: [String: Int]
    private let records: [String: SourceRecord]
    private let slowest = Mutex<[String: Double]>([:])

    init(_ resources: [Resource]) {
        pace = resources.enumerated().reduce(into: [:]) {
            $0[$1.element.name] = ($1.offset + 1) * Self.stepMilliseconds
        }
        records = resources.reduce(into: [:]) { records, resource in
            let columns = resource.fields.map { ($0.column, Optional("1")) }
            records[resource.name] = SourceRecord(columns: Dictionary(columns) { first, _ in first })
        }
    }

    /// What the slowest source took for somebody, in milliseconds, counted from its call to its answer.
    func slowest(of subject: ResidentID) -> Double { slowest.withLock { $0.removeValue(forKey: subject.text) } ?? 0 }

    func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        guard let pace = pace[query.resource.name], let record = records[query.resource.name],
            let subject = query.key[Resource.subjectKey]
        else { throw .notDescribed }
        let began = ContinuousClock.now
        do { try await Task.sleep(for: .milliseconds(pace)) } catch { throw .timedOut }
        let took = began.duration(to: .now).seconds * 1000
        slowest.withLock { $0[subject] = max($0[subject] ?? 0, took) }
        return [record]
    }

    func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement { throw .notDescribed }

    func selfCheck() async -> [CheckFinding] { [] }
}
