/// Finds the route for an address. Built once from the site map.
package struct RouteTable: Sendable {
    /// What the table says of an address.
    package enum Match: Sendable {
        case found(Route, parameters: [String: String])
        /// The address exists, the method does not.
        case wrongMethod(allowed: [WebRequest.Method])
        case notFound
    }

    private struct Entry: Sendable {
        let route: Route
        let segments: [Segment]

        var literals: Int { segments.count { if case .literal = $0 { true } else { false } } }
    }

    private enum Segment: Sendable {
        case literal(String)
        case parameter(String)
        /// `{name*}` at the end: the rest of the path, slashes included.
        case rest(String)
    }

    private let byLength: [Int: [Entry]]
    private let open: [Entry]

    /// An address that is written out goes before one with a name in its place, whichever stands first in the site map.
    /// - Precondition: no two routes have the same method and pattern.
    package init(_ routes: [Route]) {
        let entries = routes.map { Entry(route: $0, segments: Self.segments($0.pattern)) }.enumerated()
            .sorted { ($1.element.literals, $0.offset) < ($0.element.literals, $1.offset) }.map(\.element)
        precondition(
            Set(routes.map { "\($0.method.rawValue) \($0.pattern)" }).count == routes.count,
            "a route stands twice in the site map")
        open = entries.filter { if case .rest? = $0.segments.last { true } else { false } }
        byLength = Dictionary(grouping: entries.filter { if case .rest? = $0.segments.last { false } else { true } }) {
            $0.segments.count
        }
    }

    /// - Parameter path: without query, still percent-encoded.
    package func match(_ method: WebRequest.Method, path: String) -> Match {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).map { PercentCoding.decoded($0.utf8) }
        var allowed: [WebRequest.Method] = []
        for entry in (byLength[parts.count] ?? []) + open {
            guard let parameters = Self.parameters(entry.segments, parts) else { continue }
            if entry.route.method == method { return .found(entry.route, parameters: parameters) }
            allowed.append(entry.route.method)
        }
        return allowed.isEmpty ? .notFound : .wrongMethod(allowed: allowed)
    }

    /// The methods that an address knows; empty where there is no such address.
    package func allowed(path: String) -> [WebRequest.Method] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).map { PercentCoding.decoded($0.utf8) }
        return ((byLength[parts.count] ?? []) + open)
            .filter { Self.parameters($0.segments, parts) != nil }.map(\.route.method)
    }

    private static func segments(_ pattern: String) -> [Segment] {
        pattern.split(separator: "/").map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .literal(String(part)) }
            let name = part.dropFirst().dropLast()
            return name.hasSuffix("*") ? .rest(String(name.dropLast())) : .parameter(String(name))
        }
    }

    private static func parameters(_ segments: [Segment], _ parts: [String]) -> [String: String]? {
        var parameters: [String: String] = [:]
        for (index, segment) in segments.enumerated() {
            switch segment {
            case .rest(let name):
                guard index < parts.count else { return nil }
                parameters[name] = parts[index...].joined(separator: "/")
                return parameters
            case .literal(let text):
                guard index < parts.count, parts[index] == text else { return nil }
            case .parameter(let name):
                guard index < parts.count else { return nil }
                parameters[name] = parts[index]
            }
        }
        return segments.count == parts.count ? parameters : nil
    }
}
