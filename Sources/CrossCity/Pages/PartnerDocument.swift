import Kernel

/// 协同接口的说明 — the OpenAPI 3.1 document of what cities say to each other.
enum PartnerDocument {
    static let json: JSON = [
        "openapi": "3.1.0",
        "info": [
            "title": "惠民互动平台：跨区域通办 Huimin: between cities", "version": "1.0.0",
            "description": JSON(description), "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
        ],
        "servers": [["url": "/partner/v1"]],
        "paths": ["/messages": ["post": messages], "/keys": ["get": keys]],
        "components": ["schemas": ["Message": message, "Receipt": receipt, "Problem": problem]],
    ]

    private static let description = """
        A message is a compact JSON Web Signature (RFC 7515) with ES256; its header bears kid and typ \
        huimin-message+jwt, its payload is the schema Message. It is believed for 300 seconds after iat; sent again it is signed \
        anew under the same jti. Messages about a case are taken in the order of their numbers, each once. The receipt is \
        signed likewise, typ huimin-receipt+jwt.
        """

    private static let messages: JSON = [
        "operationId": "postMessage", "summary": "Hand over a signed message about one case.",
        "description": "交出一条关于某个办件的签名消息。",
        "requestBody": [
            "required": true, "content": ["application/jose": ["schema": ["type": "string", "maxLength": 262_144]]],
        ],
        "responses": .object(
            [
                JSON.Member(
                    "200",
                    [
                        "description": "Taken; the signed receipt. The same message again is taken once.",
                        "content": ["application/jose": ["schema": ["type": "string"]]],
                    ])
            ] + refusals),
    ]

    private static let refusals: [JSON.Member] = [
        ("400", "Not as described: partner.malformed."),
        ("401", "Not believed: partner.badSignature, partner.wrongAudience, partner.notNow."),
        ("403", "partner.unknownSender."), ("404", "partner.unknownCase."),
        (
            "409",
            "partner.outOfOrder (send the earlier ones first), partner.reused, partner.stale, elsewhere.decidedBefore."
        ),
        (
            "422",
            "partner.unknownItem, partner.notAgreed, partner.notOurs, partner.notAcceptable, partner.badCertificate, "
                + "partner.certificateOfOther, elsewhere.refusalUnsigned, elsewhere.grantUntold."
        ),
        ("429", "partner.tooMany: try again in a minute."), ("503", "partner.busy: try again."),
    ].map { status, meaning in
        JSON.Member(
            status,
            [
                "description": JSON(meaning),
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ])
    }

    private static let keys: JSON = [
        "operationId": "getKeys", "summary": "The city's keys, signed by each of them.", "description": "公布的公钥，每一把都签名。",
        "responses": [
            "200": [
                "description": JSON(announcement),
                "content": ["application/jose+json": ["schema": ["type": "object"]]],
            ]
        ],
    ]

    private static let announcement = """
        A JWS in the general JSON form (RFC 7515 §7.2.1), typ huimin-keys+jwt; its payload has iss, iat and keys (RFC 7517). \
        A key set is believed if a key that is known already, or was told on paper, has signed it.
        """

    private static let message: JSON = [
        "type": "object", "required": ["iss", "aud", "iat", "exp", "jti", "case", "number", "kind", "body"],
        "properties": [
            "iss": ["type": "string", "description": "区划 of the sender, six digits."],
            "aud": ["type": "string", "description": "区划 of the receiver."], "iat": ["type": "integer"],
            "exp": ["type": "integer"], "jti": ["type": "string", "maxLength": 80],
            "case": ["type": "string", "description": "The case's id in the city that took it in."],
            "number": ["type": "integer", "minimum": 1],
            "kind": ["enum": .array(["application", "correction", "question", "report"])],
            "body": ["type": "object"],
        ],
    ]

    private static let receipt: JSON = [
        "type": "object", "required": ["iss", "aud", "iat", "exp", "jti", "digest", "caseNumber"],
        "properties": [
            "jti": ["type": "string", "description": "Of the message."],
            "digest": [
                "type": "string",
                "description":
                    "SHA-256 in hexadecimal over iss, aud, case, number and kind, a line each, and the bytes of body.",
            ], "caseNumber": ["type": "string", "description": "办件编号 in the city that signs the receipt."],
        ],
    ]

    private static let problem: JSON = [
        "type": "object", "description": "RFC 9457, with a stable code and both languages.",
        "required": ["type", "title", "status", "code", "reason", "nextStep"],
        "properties": ["code": ["type": "string"]],
    ]
}
