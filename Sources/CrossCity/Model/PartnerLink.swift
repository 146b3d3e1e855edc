/// The way to other cities. Throws where no answer came at all.
package protocol PartnerLink: Sendable {
    /// Hands a signed message over.
    /// - Parameter address: of the other city, as its entry in the register says.
    func post(_ message: String, to address: String) async throws -> PartnerAnswer
    /// What the other city announces of its keys.
    func keys(at address: String) async throws -> [UInt8]
}

/// What came back.
package struct PartnerAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}
