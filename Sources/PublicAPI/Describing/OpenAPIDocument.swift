package import Kernel
import Web

/// The OpenAPI 3.1 document, made of the very descriptions that check and answer requests.
package enum OpenAPIDocument {
    package static let json: JSON = [
        "openapi": "3.1.0",
        "info": [
            "title": "惠民互动平台 Huimin", "version": "1.0.0",
            "summary": "Public services of a city: find, apply, follow, prove.",
            "description": JSON(description), "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
        ],
        "servers": [["url": "/api/v1"]],
        "tags": .array(Operation.Group.allCases.map { ["name": JSON($0.rawValue)] }),
        "paths": paths,
        "components": [
            "schemas": .object(APISchemas.ordered.map { JSON.Member($0.name, $0.schema.json) }),
            "securitySchemes": [
                "session": [
                    "type": "http", "scheme": "bearer",
                    "description": "The token of POST /session, 12 hours valid.",
                ],
                "staffSession": [
                    "type": "http", "scheme": "bearer",
                    "description":
                        "An officer's session, as the sign-in of the desk opens it: the value of the cookie __Host-session.",
                ],
            ],
        ],
    ]

    private static let description = """
        The same verbs as the pages. Money is in fen, instants are RFC 3339 with +08:00, identifiers are strings. Objects are \
        closed. 400: the request is not as described here; 422: it is, but cannot be accepted. Every refusal is \
        application/problem+json (RFC 9457) with a stable code, sentences in Chinese and English, and the field.
        """

    private static var paths: JSON {
        var paths: JSON = .object([])
        for operation in Operation.all {
            var path = paths[operation.path] ?? .object([])
            path[operation.method.rawValue.lowercased()] = operation.json
            paths[operation.path] = path
        }
        return paths
    }
}

extension Operation {
    var json: JSON {
        var json: JSON = [
            "operationId": JSON(id), "tags": [JSON(group.rawValue)], "summary": JSON(summary.english),
            "description": JSON(summary.chinese),
        ]
        let parameters = pathParameters.map(pathParameterJSON) + query.map(queryParameterJSON) + keyJSON
        if !parameters.isEmpty { json["parameters"] = .array(parameters) }
        if let body {
            json["requestBody"] = [
                "required": JSON(!isBodyOptional), "content": ["application/json": ["schema": Schema.named(body).json]],
            ]
        }
        json["responses"] = responses
        switch access {
        case .everyone: break
        case .resident: json["security"] = [["session": []]]
        case .staff: json["security"] = [["staffSession": []]]
        }
        return json
    }

    private func pathParameterJSON(_ name: String) -> JSON {
        ["name": JSON(name), "in": "path", "required": true, "schema": Self.pathSchema(name).json]
    }

    private func queryParameterJSON(_ property: Schema.Property) -> JSON {
        var json: JSON = [
            "name": JSON(property.name), "in": "query", "required": JSON(property.isRequired),
            "schema": property.schema.json,
        ]
        if let note = property.note { json["description"] = JSON(note) }
        return json
    }

    private var keyJSON: [JSON] {
        guard idempotencyKey != .none else { return [] }
        return [
            [
                "name": "Idempotency-Key", "in": "header", "required": JSON(idempotencyKey == .required),
                "description": "The same key and body are one request, carried out once, however often they are sent.",
                "schema": Schema.text(.key).json,
            ]
        ]
    }

    /// What a parameter of the path looks like, by its name.
    static func pathSchema(_ name: String) -> Schema {
        switch name {
        case "slug": .text(.digits(4...4), example: "0007")
        case "token": .text(.hex(32))
        case "code": .text(.free(1...40), example: "339900-GA-9001")
        default: .text(.identifier)
        }
    }

    private var responses: JSON {
        var responses: [JSON.Member] = success.map { success in
            var json: JSON = ["description": JSON(success.meaning)]
            if let schema = success.schema {
                json["content"] = ["application/json": ["schema": Schema.named(schema).json]]
            } else if let type = success.type {
                json["content"] = .object([JSON.Member(type, ["schema": ["type": "string"]])])
            }
            if !links.isEmpty { json["links"] = linksJSON }
            return JSON.Member(String(success.status), json)
        }
        responses += refusalStatuses.map { status in
            JSON.Member(
                String(status),
                [
                    "description": JSON(Self.meaning(status)),
                    "content": ["application/problem+json": ["schema": Schema.named("Problem").json]],
                ])
        }
        return .object(responses)
    }

    private var linksJSON: JSON {
        .object(
            links.map { link in
                JSON.Member(
                    "\(link.operation)By\(link.parameter)",
                    [
                        "operationId": JSON(link.operation),
                        "parameters": .object([JSON.Member(link.parameter, JSON("$response.body#\(link.pointer)"))]),
                    ])
            })
    }

    private static func meaning(_ status: Int) -> String {
        switch status {
        case 400: "The request is not as described."
        case 401: "Nobody is signed in, or the session has ended."
        case 403:
            "Not allowed: a session of another kind, too low a level of identity proof, or a cookie without the form token."
        case 404: "There is none, or it is another person's or another office's."
        case 409: "It does not go with the present state."
        case 410: "It is no longer valid."
        case 413: "The body is too large."
        case 415: "The body is not application/json."
        case 422: "As described, but it cannot be accepted."
        case 429: "Too often; try again later."
        default: "Not just now; try again."
        }
    }
}
