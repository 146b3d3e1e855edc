package import Kernel

/// One request of a browser or a program, decoded: what a handler needs and nothing of the server's library.
package struct WebRequest: Sendable {
    package let method: Method
    /// Without the query, percent-decoded.
    package let path: String
    /// The parts of the route in braces, e.g. `id`.
    package let parameters: [String: String]
    package let query: FormFields
    package let headers: [String: String]
    package let body: [UInt8]
    package let viewer: Viewer
    package let language: Language
    package let presentation: Presentation
    /// A number that a person can tell us on the phone; it stands in our log beside the fault.
    package let reference: String
    /// Bound to the session; every form carries it back.
    package let formToken: String
    /// Whether this city runs with demo accounts and a sandbox inbox.
    package let isDemo: Bool

    package enum Method: String, Sendable, Hashable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    package init(
        method: Method, path: String, parameters: [String: String], query: FormFields, headers: [String: String],
        body: [UInt8], viewer: Viewer, language: Language, presentation: Presentation, reference: String,
        formToken: String, isDemo: Bool
    ) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = query
        self.headers = headers
        self.body = body
        self.viewer = viewer
        self.language = language
        self.presentation = presentation
        self.reference = reference
        self.formToken = formToken
        self.isDemo = isDemo
    }

    /// A header by its lower-case name.
    package func header(_ name: String) -> String? { headers[name] }

    /// The fields of a submitted form.
    package var form: FormFields { FormFields(urlEncoded: body) }

    /// Whether the caller is a program that wants JSON rather than a page.
    package var wantsJSON: Bool {
        path.hasPrefix("/api/") || path.hasPrefix("/partner/")
            || header("accept")?.hasPrefix("application/json") == true
    }
}

/// Who is asking, as the session says it.
package enum Viewer: Sendable {
    case anonymous
    case resident(Resident)
    case staff(Staff)

    /// A signed-in person.
    package struct Resident: Sendable {
        package let personID: Identifier<Person>
        package let sessionID: [UInt8]
        /// Masked, for the page's header: `王*英`.
        package let displayName: String
        package let level: AssuranceLevel

        package init(
            personID: Identifier<Person>, sessionID: [UInt8], displayName: String, level: AssuranceLevel
        ) {
            self.personID = personID
            self.sessionID = sessionID
            self.displayName = displayName
            self.level = level
        }
    }

    /// 工作人员 — a signed-in member of staff, in the post that they hold now.
    package struct Staff: Sendable {
        /// 工号
        package let id: String
        package let sessionID: [UInt8]
        package let name: String
        /// The office whose cases they may see.
        package let office: String

        package init(id: String, sessionID: [UInt8], name: String, office: String) {
            self.id = id
            self.sessionID = sessionID
            self.name = name
            self.office = office
        }
    }

    package var resident: Resident? { if case .resident(let resident) = self { resident } else { nil } }
    package var staff: Staff? { if case .staff(let staff) = self { staff } else { nil } }

    /// What forms are bound to; `nil` for those who are not signed in.
    package var sessionID: [UInt8]? { resident?.sessionID ?? staff?.sessionID }
}

/// How pages are laid out for this person; remembered in a cookie.
package enum Presentation: String, CaseIterable, Sendable {
    case standard
    /// 长辈模式: larger text and targets, fewer choices.
    case elder
}

/// Names and values of a form or a query, in order.
package struct FormFields: Sendable, Equatable {
    package private(set) var pairs: [(name: String, value: String)]

    package init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

    /// Reads `application/x-www-form-urlencoded`; broken escapes and broken UTF-8 become U+FFFD.
    package init(urlEncoded bytes: some Collection<UInt8>) {
        pairs = bytes.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// The value without white space around it; `nil` where it is empty.
    package func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        let trimmed = value.trimmingWhiteSpace()
        return trimmed.isEmpty ? nil : trimmed
    }

    package static func == (left: FormFields, right: FormFields) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
    }

    private static func decoded(_ bytes: some Collection<UInt8>) -> String {
        PercentCoding.decoded(bytes, plusIsSpace: true)
    }
}

extension String {
    /// Without spaces, tabs, line ends and ideographic spaces (U+3000) at both ends.
    package func trimmingWhiteSpace() -> String {
        let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(scalars[...last])
    }
}
