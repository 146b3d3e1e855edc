import Catalog
package import ECertificates
import EventLog
package import Exchange
import Kernel

/// 更正的由来 — what people decide about a grant afterwards, as its department is told it.
extension CaseEnvironment {
    /// The word to the department of what an officer did with a certificate, about the case by which it was issued, or the one
    /// that it took the place of.
    /// - Returns: `nil` where the act changes nothing for a department, or none was told.
    package func correction(after taken: TakenAct) async throws -> PreparedCorrection? {
        guard let change = taken.act.change else { return nil }
        var certificate = taken.certificate
        while let earlier = certificate.predecessor,
            let before = try await certificates.certificate(earlier, holder: certificate.holder)
        { certificate = before }
        guard let stream = Identifier<EventStream>(bytes: certificate.stream),
            let file = try await cases.caseFile(linked: stream.retyped(as: CaseFile.self))
        else { return nil }
        return try await correction(
            change, of: file, WriteBackCorrection.Ground(reason: taken.reason, law: taken.ground), by: taken.event)
    }

    /// - Returns: `nil` where no department was to be told of the case.
    func correction(
        _ change: WriteBackCorrection.Change, of file: CaseFile, _ ground: WriteBackCorrection.Ground,
        by event: EventReceipt
    ) async throws -> PreparedCorrection? {
        guard file.elsewhere == nil, let resource = try await item(of: file).outcome.writeBack,
            let granted = try await journal.events(of: file.stream).first(where: { $0.kind == CaseEvents.granted })
        else { return nil }
        return CorrectWriteBack.prepare(
            change, of: "\(granted.stream)-\(granted.sequence)", told: resource, in: file.stream, ground, by: event,
            outbox: outbox)
    }
}

extension CertificateAct {
    /// What it changes for the department that was told of the grant.
    fileprivate var change: WriteBackCorrection.Change? {
        switch self {
        case .suspend: .suspended
        // What was ended wrongly stands again, in another certificate.
        case .resume, .correct: .resumed
        case .cancel: .cancelled
        case .revoke: .revoked
        case .annotate, .renew: nil
        }
    }
}
