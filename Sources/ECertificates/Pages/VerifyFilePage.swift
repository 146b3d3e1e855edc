import Kernel
package import Web

/// 文件核验 — for those who trust no server: the page's own script checks a certificate's file against the published keys; the
/// file goes nowhere.
package enum VerifyFilePage {
    package static func render(_ context: PageContext) -> HTML {
        let title = context.say(VerifyFileCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(VerifyFileCopy.lead),
            back: .init(context.say(CertificatePagesCopy.formTitle), .verifyForm))
        let check = LocalCheck(
            label: VerifyFileCopy.file, hint: VerifyFileCopy.fileHint,
            typed: (VerifyFileCopy.scanned, VerifyFileCopy.scannedHint), steps: steps,
            genuine: VerifyFileCopy.genuine, notGenuine: VerifyFileCopy.notGenuine,
            genuinePaper: VerifyFileCopy.genuinePaper, claims: claims)
        let commands = PageSection(
            context.say(VerifyFileCopy.byProgram), "<p>\(context.say(VerifyFileCopy.byProgramText))</p>")
        return PageLayout.page(
            context, title: title, isIndexable: true, script: Assets.localCheck,
            main: "\(head, in: context)\(check, in: context)\(commands, in: context)")
    }

    private static let steps = [
        LocalCheck.Step(
            "signature", VerifyFileCopy.signature, passed: VerifyFileCopy.signaturePassed,
            failed: VerifyFileCopy.signatureFailed),
        LocalCheck.Step(
            "claims", VerifyFileCopy.disclosures, passed: VerifyFileCopy.disclosuresPassed,
            failed: VerifyFileCopy.disclosuresFailed),
        LocalCheck.Step(
            "status", VerifyFileCopy.status, passed: VerifyFileCopy.statusPassed,
            failed: VerifyFileCopy.statusFailed, skipped: VerifyFileCopy.statusSkipped),
        LocalCheck.Step(
            "log", VerifyFileCopy.log, passed: VerifyFileCopy.logPassed, failed: VerifyFileCopy.logFailed,
            skipped: VerifyFileCopy.logSkipped),
    ]

    /// What certificates state, by the names in the token.
    private static let claims: [(name: String, label: Phrase)] = [
        ("holder_name", CertificatePagesCopy.holder), ("resident_id", VerifyFileCopy.residentID),
        ("certificate_number", CertificatePagesCopy.number), ("service_item", VerifyFileCopy.serviceItem),
        ("amount_yuan", VerifyFileCopy.amount), ("period", VerifyFileCopy.period),
        ("starts_on", VerifyFileCopy.startsOn), ("legal_basis", VerifyFileCopy.basis),
        ("case_number", VerifyFileCopy.caseNumber), ("iss", CertificatePagesCopy.issuer),
        ("is_sample", CertificatePagesCopy.sample),
        ("certificate_type", CertificatePagesCopy.type), ("issued_on", CertificatePagesCopy.issuedOn),
        ("valid_until", PresentationCopy.until), ("check_code", VerifyFileCopy.checkCode),
    ]
}
