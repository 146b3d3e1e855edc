package import Kernel

/// A synthetic person of division 339900, who cannot exist, with the records that departments keep of her.
package struct RehearsalCitizen: Sendable {
    package let name: String
    package let number: String
    package let phone: String
    package let account: String
    /// What the departments hold; a test changes what it is about.
    package var populationRecord: [String: String?]
    package var cardRecord: [String: String?]

    /// - Parameters:
    ///   - born: `yyyyMMdd`.
    ///   - serial: tells people of one birthday apart.
    package init(name: String = "王秀英", born: String = "19430501", serial: Int = 1, account: String? = nil) {
        self.name = name
        let order = String(serial + 1000).dropFirst()
        let body = "339902\(born)\(order)"
        let candidates = "0123456789X".map { "\(body)\($0)" }
        guard let number = candidates.first(where: { ResidentID($0) != nil }) else {
            preconditionFailure("\(body) is no beginning of a resident number")
        }
        self.number = number
        phone = "1990000\(1000 + serial)"
        self.account = account ?? "62284800\(10_000_000 + serial)"
        populationRecord = [
            "gmsfhm": number, "xm": name, "xb": "2", "csrq": born, "swbs": "0", "hjdz_qh": "339902", "lxdh": phone,
            "gxsj": "20261101080000",
        ]
        cardRecord = [
            "bank.account": self.account, "bank.accountName": name, "bank.accountHolderId": number, "bank.code": "HMNC",
            "updatedAt": "1794000000",
        ]
    }

    package var residentID: ResidentID {
        guard let id = ResidentID(number) else { preconditionFailure(number) }
        return id
    }
}
