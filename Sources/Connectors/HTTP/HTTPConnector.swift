package import AsyncHTTPClient
package import Exchange
package import Kernel
import NIOCore
import NIOHTTP1

/// 接口 — asks a department's HTTP interface with signed requests and reads its JSON by the paths of the description; tells
/// it what was decided where it offers that.
package struct HTTPConnector: SourceConnector {
    private static let answerBytesMax = 1 << 20
    private static let pagesMax = 50
    /// A day's registrations of a large department.
    private static let registrationPagesMax = 1000
    private static let deliveryMilliseconds: Int64 = 10_000
    private static let registrationMilliseconds: Int64 = 20_000

    private let base: String
    private let healthPath: String?
    private let calls: [String: HTTPCall]
    /// How something is told, and how that is read back, by the way in which it is told.
    private let tellings: [String: HTTPCall]
    private let readBacks: [String: HTTPCall]
    private let resources: [String: Resource]
    private let codes: AnswerCodes
    private let signer: RequestSigner
    private let client: HTTPClient

    /// - Parameter address: replaces the `地址` of the description, e.g. `http://127.0.0.1:8702`.
    /// - Throws: `DescriptionError` where the description lacks what this kind needs.
    package init(
        _ department: Department, dataDirectory: String, address: String? = nil, client: HTTPClient = .departments,
        time: any TimeSource, ids: any IDSource
    ) throws {
        let connection = department.connection
        let written = try address ?? connection.required("地址")
        guard written.hasPrefix("http://") || written.hasPrefix("https://") else {
            throw DescriptionError(path: "连接.地址", problem: "以 http:// 或 https:// 开头 (start with http:// or https://)")
        }
        base = written.hasSuffix("/") ? String(written.dropLast()) : written
        guard let signature = connection["签名"], let answer = connection["应答"] else {
            throw DescriptionError(path: "连接", problem: "缺少签名或应答 (签名 or 应答 is missing)")
        }
        signer = try RequestSigner(signature, dataDirectory: dataDirectory, time: time, ids: ids)
        codes = try AnswerCodes(answer)
        healthPath = connection["自检"]?.text?.split(separator: " ").last.map(String.init)
        calls = try department.resources.reduce(into: [:]) { calls, resource in
            calls[resource.name] = try HTTPCall(resource.name, resource.description)
            for predicate in resource.predicates {
                let name = resource.name(of: predicate)
                calls[name] = try HTTPCall(name, predicate.description)
            }
        }
        tellings = try department.channels.reduce(into: [:]) { calls, channel in
            calls[channel.name] = try channel.writeBack.map {
                try HTTPCall("\(channel.name).回写", $0.description, records: "受理号")
            }
        }
        readBacks = try department.channels.reduce(into: [:]) { calls, channel in
            calls[channel.name] = try channel.writeBack?.readBack.map {
                try HTTPCall("\(channel.name).对账", $0.description)
            }
        }
        resources = department.resources.reduce(into: [:]) { $0[$1.name] = $1 }
        self.client = client
    }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        guard let call = calls[query.subjectName] else { throw .notDescribed }
        let columns = query.columns
        let (items, _) = try await items(
            call, query.values, pagesMax: Self.pagesMax,
            Asking(requestID: query.requestID, milliseconds: query.resource.deadlineMilliseconds))
        let records = try items.map { item throws(SourceFault) in try Self.record(item, columns: columns) }
        return try records.about(query)
    }

    /// The key goes along in the body, which is signed, and as `Idempotency-Key`, by which the department knows a repeated one.
    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        var values = delivery.values
        values["事件编号"] = delivery.eventID
        guard let call = tellings[delivery.resource.name], let body = call.body(values, page: 1) else {
            throw .notDescribed
        }
        let asking = Asking(
            requestID: delivery.eventID, milliseconds: Self.deliveryMilliseconds, idempotencyKey: delivery.eventID)
        guard let answer = try await ask(call, body: body, asking) else { throw .refused("notRecorded") }
        guard let number = try answer.value(at: call.records)?.columnText(), !number.isEmpty else {
            throw .malformed("no acknowledgement number")
        }
        return Acknowledgement(number: number)
    }

    /// - Throws: `SourceFault.malformed` where fewer come than there are: what is not shown must not be taken for lost.
    package func registrations(_ query: RegistrationQuery) async throws(SourceFault) -> [Registration] {
        guard let readBack = query.resource.writeBack?.readBack, let call = readBacks[query.resource.name] else {
            throw .notDescribed
        }
        let (items, total) = try await items(
            call, query.values, pagesMax: Self.registrationPagesMax,
            Asking(requestID: query.requestID, milliseconds: Self.registrationMilliseconds))
        guard total.map({ $0 == items.count }) ?? true else { throw .malformed("incomplete list of registrations") }
        let columns = Set(readBack.columns.values).union([readBack.keyColumn, readBack.numberColumn])
        let registrations = try items.map { item throws(SourceFault) in
            let record = try Self.record(item, columns: columns)
            guard let key = record.text(readBack.keyColumn) else { throw .malformed("a registration without a key") }
            return Registration(
                key: key, number: record.text(readBack.numberColumn),
                values: readBack.columns.mapValues { record.text($0) })
        }
        // Where something was removed between two pages, the numbers fit and one is shown twice.
        guard Set(registrations.map(\.key)).count == registrations.count else {
            throw .malformed("a registration shown twice")
        }
        return registrations
    }

    /// The records of all pages, and how many there are by the department's own account where it pages.
    private func items(
        _ call: HTTPCall, _ values: [String: String], pagesMax: Int, _ asking: Asking
    ) async throws(SourceFault) -> ([JSON], total: Int?) {
        var (items, total) = ([JSON](), Int?.none)
        for page in 1...pagesMax {
            guard let body = call.body(values, page: page) else { throw .notDescribed }
            guard let answer = try await ask(call, body: body, asking) else {
                guard items.isEmpty else { throw .malformed("no record on page \(page)") }
                return ([], nil)
            }
            let found = answer.value(at: call.records)
            // An answer by yes or no is one record and needs no list around it.
            guard let shown = found?.array ?? (found?.members == nil ? nil : found.map { [$0] }) else {
                throw .malformed("no list of records")
            }
            items += shown
            guard let paging = call.paging else { break }
            guard let count = answer.value(at: paging.total)?.int else { throw .malformed("no total") }
            guard total.map({ $0 == count }) ?? true else { throw .malformed("a total that changes from page to page") }
            total = count
            if items.count >= count || shown.isEmpty { break }
        }
        return (items, total)
    }

    /// Asks for the state of health, then each resource for a key that nobody has: the answer proves signature and
    /// path.
    package func selfCheck() async -> [CheckFinding] {
        do throws(SourceFault) { try await checkHealth() } catch { return [.unreachable(error)] }
        var findings: [CheckFinding] = []
        for (_, resource) in resources.sorted(by: { $0.key < $1.key }) {
            do throws(SourceFault) { try await readBackNothing(of: resource) } catch {
                findings.append(.unreachable(error))
            }
            for probe in [probe(resource)] + resource.predicates.map({ self.probe(resource, $0) }) {
                do throws(SourceFault) {
                    _ = try await fetch(probe)
                    if probe.predicate == nil { findings.append(.sound(resource.name)) }
                } catch { findings.append(.unreachable(error)) }
            }
        }
        return findings
    }

    /// Reads back what was registered on a day on which nothing was: signature, path and shape are as described.
    private func readBackNothing(of resource: Resource) async throws(SourceFault) {
        let day = CivilDate(daysSinceEpoch: 0)
        for channel in resource.channels where readBacks[channel.name] != nil {
            _ = try await registrations(
                RegistrationQuery(resource: channel, days: day..<day.adding(days: 1), requestID: "self-check"))
        }
    }

    /// A question about nobody.
    private func probe(_ resource: Resource, _ predicate: ResourcePredicate? = nil) -> SourceQuery {
        SourceQuery(
            resource: resource, key: resource.keys.mapValues { _ in "0" }, requestID: "self-check",
            purpose: ReadPurpose(item: "self-check", caseReference: nil, basis: ""), predicate: predicate?.sample)
    }

    private func checkHealth() async throws(SourceFault) {
        guard let healthPath else { return }
        let answer = try await exchange(HTTPClientRequest(url: base + healthPath), milliseconds: 2000)
        guard let code = try answer.value(at: codes.member)?.columnText() else { throw .malformed("no code") }
        guard codes.success.contains(code) else { throw .refused(code) }
    }

    /// The answer where there is one; `nil` where the department has no record.
    private func ask(_ call: HTTPCall, body: JSON, _ asking: Asking) async throws(SourceFault) -> JSON? {
        let bytes = body.bytes
        var request = HTTPClientRequest(url: base + call.path)
        request.method = .RAW(value: call.method)
        request.headers = ["Content-Type": "application/json", "X-Request-ID": asking.requestID]
        if let key = asking.idempotencyKey { request.headers.add(name: "Idempotency-Key", value: key) }
        for field in signer.headers(method: call.method, path: call.path, body: bytes) {
            request.headers.add(name: field.name, value: field.value)
        }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        let answer = try await exchange(request, milliseconds: asking.milliseconds)
        guard let code = try answer.value(at: codes.member)?.columnText() else { throw .malformed("no code") }
        if codes.success.contains(code) { return answer }
        if codes.notRecorded.contains(code) { return nil }
        if codes.tryLater.contains(code) { throw .unreachable }
        throw .refused(code)
    }

    private func exchange(_ request: HTTPClientRequest, milliseconds: Int64) async throws(SourceFault) -> JSON {
        let bytes: ByteBuffer
        do {
            let response = try await client.execute(request, timeout: .milliseconds(milliseconds))
            bytes = try await response.body.collect(upTo: Self.answerBytesMax)
        } catch {
            throw Self.fault(of: error)
        }
        do {
            return try JSON.parse(bytes.readableBytesView)
        } catch {
            throw .malformed("no JSON")
        }
    }

    /// One call of the platform, as both sides' logs name it.
    private struct Asking: Sendable {
        let requestID: String
        let milliseconds: Int64
        var idempotencyKey: String?
    }

    private static func record(_ item: JSON, columns: Set<String>) throws(SourceFault) -> SourceRecord {
        var texts: [String: String?] = [:]
        for column in columns {
            texts.updateValue(try item.value(at: HTTPCall.path(column))?.columnText(), forKey: column)
        }
        return SourceRecord(columns: texts)
    }

    private static func fault(of error: any Error) -> SourceFault {
        if error is CancellationError { return .timedOut }
        if error is NIOTooManyBytesError { return .malformed("answer too long") }
        let late: [HTTPClientError] = [.deadlineExceeded, .cancelled, .connectTimeout, .readTimeout]
        return (error as? HTTPClientError).map(late.contains) == true ? .timedOut : .unreachable
    }
}
