package import EventLog

/// What can happen to a certificate. The issue stands in the stream of the case that it comes from; all that follows in a
/// stream of the certificate's own.
package enum CertificateEvents {
    package static let issued: EventKind = "certificate.issued"
    /// 亮证: its holder agreed to show it.
    package static let presented: EventKind = "certificate.presented"
    /// Somebody looked at what was shown.
    package static let shown: EventKind = "certificate.shown"
    /// Somebody wanted it for another purpose and saw nothing.
    package static let notShown: EventKind = "certificate.notShown"
    /// The holder took it back.
    package static let withdrawn: EventKind = "certificate.presentationWithdrawn"
}
