package import Kernel
import Vault

/// 城市间消息 — what one city tells another about one case. It crosses as a JSON Web Signature; there is no value of this type
/// in a receiver that was not verified.
package struct CityMessage: Sendable {
    /// What it is about.
    package enum Kind: String, Sendable {
        /// 代收的申请, from the city that took it in.
        case application
        /// 补正, by the applicant through that city.
        case correction
        /// 申请人要求由人来看
        case question
        /// 办理情况, from the city that decides.
        case report
    }

    /// Unique among the sender's; the same message sent again bears the same.
    package let id: String
    /// Divisions of the two cities.
    package let sender: String
    package let receiver: String
    /// The case's id in the city that took it in: both sides know the case by it.
    package let reference: String
    /// 1, 2, 3 … among what the sender has told about the case: they are taken in this order.
    package let number: Int
    package let kind: Kind
    package let body: JSON

    package init(
        id: String, sender: String, receiver: String, reference: String, number: Int, kind: Kind, body: JSON
    ) {
        self.id = id
        self.sender = sender
        self.receiver = receiver
        self.reference = reference
        self.number = number
        self.kind = kind
        self.body = body
    }

    /// SHA-256 over what it says: two messages under one id are told apart by it, and the receipt names it.
    package var digest: [UInt8] {
        Digest.sha256(Array("\(sender)\n\(receiver)\n\(reference)\n\(number)\n\(kind.rawValue)\n".utf8) + body.bytes)
    }

    /// The claims that are signed, beside issuer, audience and time.
    var claims: [JSON.Member] {
        [
            .init("jti", JSON(id)), .init("case", JSON(reference)), .init("number", JSON(number)),
            .init("kind", JSON(kind.rawValue)), .init("body", body),
        ]
    }

    /// `nil` where the claims are no message.
    init?(claims: JSON) {
        guard let id = claims["jti"]?.string, id.utf8.count <= 80, let sender = claims["iss"]?.string,
            let receiver = claims["aud"]?.string, let reference = claims["case"]?.string,
            let number = claims["number"]?.int, number > 0,
            let kind = claims["kind"]?.string.flatMap(Kind.init(rawValue:)), let body = claims["body"],
            body.members != nil
        else { return nil }
        self.init(
            id: id, sender: sender, receiver: receiver, reference: reference, number: number, kind: kind, body: body)
    }
}

/// 回执 — the receiver's signed word that it has a message and what it made of it.
struct CityReceipt: Sendable {
    let messageID: String
    let digest: [UInt8]
    /// 办件编号 in the city that signs it.
    let caseNumber: String

    var claims: [JSON.Member] {
        [
            .init("jti", JSON(messageID)), .init("digest", JSON(Hex.text(digest))),
            .init("caseNumber", JSON(caseNumber)),
        ]
    }

    /// Whether the claims acknowledge the message, by its id and by what it says.
    static func acknowledges(_ claims: JSON, _ message: CityMessage) -> Bool {
        claims["jti"]?.string == message.id && claims["digest"]?.string == Hex.text(message.digest)
    }
}
