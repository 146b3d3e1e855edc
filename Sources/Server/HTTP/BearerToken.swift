import Kernel

/// The session's token as programs send it (RFC 6750). Only the interface takes it; beside it a cookie says nothing.
enum BearerToken {
    static func isAccepted(at pattern: String) -> Bool { pattern.hasPrefix("/api/") }

    /// The text after `Bearer`; `nil` where the header names another scheme or is missing.
    static func read(_ headers: [String: String]) -> String? {
        guard let parts = headers["authorization"]?.split(separator: " "), parts.count == 2,
            parts[0].lowercased() == "bearer"
        else { return nil }
        return String(parts[1])
    }
}
