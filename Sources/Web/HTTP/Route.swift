import Kernel

/// One address of the site: how it is asked for, who may, and what answers.
package struct Route: Sendable {
    package let method: WebRequest.Method
    /// Parts in braces are parameters: `/cases/{id}`.
    package let pattern: String
    package let access: Access
    package let handler: @Sendable (WebRequest) async throws -> WebResponse
    /// Whether what was typed is kept for the person where the session has ended meanwhile. The page that the form stood on
    /// puts it back.
    package private(set) var keepsForm = false

    package init(
        _ method: WebRequest.Method, _ pattern: String, _ access: Access,
        _ handler: @escaping @Sendable (WebRequest) async throws -> WebResponse
    ) {
        self.method = method
        self.pattern = pattern
        self.access = access
        self.handler = handler
    }

    package func keepingForm() -> Route {
        var route = self
        route.keepsForm = true
        return route
    }

    /// Who may come in. Stated on every route; rows are guarded once more in the stores' SQL.
    package enum Access: Sendable, Equatable {
        case everyone
        /// A signed-in person of at least this level; others are led through sign-in and back.
        case resident(AssuranceLevel)
        /// A signed-in member of staff; which cases they see, the stores' SQL decides by their office.
        case staff
        /// Another city, by the signature of what it sends: the handler gets nothing else of it.
        case partner
        /// Only where the city runs with `--demo`.
        case demo
        /// Only from the machine itself: metrics.
        case local
    }
}

/// 实名等级: how well we know who a person is (国办函〔2016〕108号; levels by our own decision, see docs/decisions).
package enum AssuranceLevel: Int, Comparable, Sendable {
    /// A phone number was shown to be reachable.
    case phone = 1
    /// Name and number agree with the population register.
    case registered = 2
    /// Three factors.
    case threeFactors = 3
    /// Seen in person, or by an upstream identity provider.
    case inPerson = 4

    package static func < (left: AssuranceLevel, right: AssuranceLevel) -> Bool { left.rawValue < right.rawValue }
}

/// Marks the identifier of a natural person known to the platform.
package enum Person {}
