import Catalog
package import ECertificates
import Entitlements
import EventLog
import Exchange
import Kernel
package import Storage

/// 决定的变动 — what people decide about a grant afterwards: its benefit follows, and its department is told.
extension CaseEnvironment {
    /// The decision that a certificate proves: of the case by which it was issued, or the one that it took the place of.
    /// - Returns: `nil` where no department is told of it, and nothing is paid on it.
    package func grant(behind certificate: IssuedCertificate) async throws -> CertifiedGrant? {
        var certificate = certificate
        while let earlier = certificate.predecessor,
            let before = try await certificates.certificate(earlier, holder: certificate.holder)
        { certificate = before }
        guard let stream = Identifier<EventStream>(bytes: certificate.stream),
            let file = try await cases.caseFile(linked: stream.retyped(as: CaseFile.self)),
            let key = try await decision(of: file)
        else { return nil }
        let item = try await item(of: file)
        let benefit = try await database.read { tx in try Entitlement.given(by: stream, in: tx) }
        guard item.outcome.writeBack != nil || benefit != nil else { return nil }
        let standing = try await CorrectionStore(database: database).standing(of: key)
        return CertifiedGrant(
            key: key, resource: item.outcome.writeBack, isBenefit: benefit != nil,
            standing: benefit?.isLive == false ? .ended : standing.certified)
    }

    /// What an act on a certificate brings with it, in the act's transaction.
    /// - Throws: `Rejection` where the person has the same benefit by another case meanwhile.
    package func follow(_ taken: TakenAct) throws -> (@Sendable (any WriteTransaction) throws -> Void) {
        let change = taken.change.correction
        guard let stream = Self.stream(ofDecision: taken.grant.key) else { return { _ in } }
        let correction = taken.grant.resource.map {
            CorrectWriteBack.prepare(
                change, of: taken.grant.key, told: $0, in: stream,
                WriteBackCorrection.Ground(reason: taken.reason, law: taken.ground), by: taken.event, outbox: outbox)
        }
        let (key, now) = (taken.grant.key, taken.event.recorded)
        return { tx in
            try correction?.write(in: tx)
            // What was never told waited for this.
            try CorrectionStore.wake(behind: key, at: now, in: tx)
            switch change {
            case .cancelled, .revoked: try Entitlement.stop(by: stream, in: tx)
            case .reinstated:
                guard try Entitlement.resume(by: stream, in: tx) else { throw CaseRejections.entitledSince }
            case .suspended, .resumed, .amended: break
            }
        }
    }

    /// 复核更正: a review has found that something in a grant has to be put right.
    /// - Returns: what its event says beside, and what tells the department; `nil` where none is to be told.
    func amendment(of file: CaseFile) async throws -> Amendment? {
        guard file.elsewhere == nil, let resource = try await item(of: file).outcome.writeBack,
            let key = try await decision(of: file)
        else { return nil }
        return Amendment(key: key, resource: resource, stream: file.stream)
    }

    struct Amendment: Sendable {
        let key: String
        let resource: String
        let stream: Identifier<EventStream>

        /// By these members the department's correction is held against the event.
        var members: [JSON.Member] {
            [
                .init("decision", JSON(key)), .init("change", JSON(WriteBackCorrection.Change.amended.rawValue)),
                .init("told", JSON(resource)),
            ]
        }

        func correction(_ reason: String, by event: EventReceipt, outbox: Outbox) -> PreparedCorrection {
            CorrectWriteBack.prepare(
                .amended, of: key, told: resource, in: stream, WriteBackCorrection.Ground(reason: reason), by: event,
                outbox: outbox)
        }
    }

    /// 事件编号 of the grant, by which its department knows it. Of a case that was erased, as the department acknowledged it.
    /// - Returns: `nil` where it was not granted here.
    private func decision(of file: CaseFile) async throws -> String? {
        guard file.elsewhere == nil, file.status == .granted else { return nil }
        if let granted = try await journal.events(of: file.stream).first(where: { $0.kind == CaseEvents.granted }) {
            return "\(granted.stream)-\(granted.sequence)"
        }
        return try await WriteBackStore(database: database).original(of: file.stream)
    }

    private static func stream(ofDecision key: String) -> Identifier<EventStream>? {
        key.lastIndex(of: "-").flatMap { Identifier<EventStream>(String(key[..<$0])) }
    }
}

extension GrantStanding {
    /// The same, as the certificates' office says it.
    fileprivate var certified: CertifiedGrant.Standing {
        switch self {
        case .standing: .standing
        case .suspended: .suspended
        case .ended: .ended
        }
    }
}

extension GrantChange {
    /// The same, as departments are told it.
    fileprivate var correction: WriteBackCorrection.Change {
        switch self {
        case .suspended: .suspended
        case .resumed: .resumed
        case .cancelled: .cancelled
        case .revoked: .revoked
        case .reinstated: .reinstated
        }
    }
}
