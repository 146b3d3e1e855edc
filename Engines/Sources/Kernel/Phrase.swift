/// A language that people can read the platform in.
public enum Language: String, CaseIterable, Sendable, Hashable {
    case chinese = "zh-Hans"
    case english = "en"

    public var htmlTag: String { self == .chinese ? "zh-CN" : "en" }
}

/// One sentence that a person can see, complete in both languages by construction, with a stable code by which further
/// translations, logs and tests name it. `{name}` in the text is replaced by the argument of that name.
public struct Phrase: Hashable, Sendable {
    public let code: String
    public let chinese: String
    public let english: String
    public let arguments: [String: String]

    public init(_ code: String, zh chinese: String, en english: String, _ arguments: [String: String] = [:]) {
        self.code = code
        self.chinese = chinese
        self.english = english
        self.arguments = arguments
    }

    public func with(_ arguments: [String: String]) -> Phrase {
        Phrase(code, zh: chinese, en: english, self.arguments.merging(arguments) { _, new in new })
    }

    public func text(in language: Language) -> String {
        let template = language == .chinese ? chinese : english
        guard !arguments.isEmpty, template.contains("{") else { return template }
        var text = ""
        var rest = Substring(template)
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            text += rest[..<open]
            let tail = rest[rest.utf8.index(after: open)...]
            if let close = tail.utf8.firstIndex(of: UInt8(ascii: "}")), let value = arguments[String(tail[..<close])] {
                text += value
                rest = tail[tail.utf8.index(after: close)...]
            } else {
                // A brace that names no argument stays as it is.
                text += "{"
                rest = tail
            }
        }
        return text + rest
    }
}

/// An expected "no" that someone can act on: what happened, and what to do next. Never carries personal data.
/// Infrastructure faults are other errors; broken invariants stop the process.
public struct Rejection: Error, Sendable {
    /// What happened, e.g. `identity.codeExpired`.
    public let reason: Phrase
    /// What the person can do now.
    public let nextStep: Phrase
    /// The form field that it is about, by its name in the form.
    public let field: String?
    public let kind: Kind

    /// What sort of "no", from which the HTTP status follows.
    public enum Kind: String, Sendable {
        case invalidInput, notSignedIn, notAllowed, notFound, conflict, gone, tooMany, unavailable
    }

    public init(_ kind: Kind, _ reason: Phrase, nextStep: Phrase, field: String? = nil) {
        self.kind = kind
        self.reason = reason
        self.nextStep = nextStep
        self.field = field
    }

    public var code: String { reason.code }

    /// What happened and what to do, for a place with room for one line.
    public func sentence(in language: Language) -> String {
        reason.text(in: language) + (language == .english ? " " : "") + nextStep.text(in: language)
    }
}

extension Rejection: Equatable {
    /// By code and field: the sentences may be reworded.
    public static func == (left: Rejection, right: Rejection) -> Bool {
        left.code == right.code && left.field == right.field
    }
}
