import Kernel

/// The mistakes that the reader knows, each with its sentence and its advice.
enum Mistake {
    case fullWidth(String, ascii: String)
    case operatorOfAnotherLanguage(String, feel: String)
    case unknownName(String, nearest: String?)
    case unknownEntry(String, nearest: String?)
    case unexpected(String)
    case unexpectedEnd
    case missing(String)
    case openText(String)
    case notANumber(String)
    case badName
    case unknownType(String)
    case tooDeep
    case tooLong(Int)
    case notATime(String)
    case wrongArguments(String, usage: String)
    case badPattern(String)
    case duplicateEntry(String)

    var sentences: (message: Phrase, advice: Phrase) {
        switch self {
        case .fullWidth(let found, let ascii): Sentence.fullWidth(found, ascii)
        case .operatorOfAnotherLanguage(let found, let feel): Sentence.foreignOperator(found, feel)
        case .unknownName(let name, let nearest): Sentence.unknown(name, nearest)
        case .unknownEntry(let name, let nearest): Sentence.unknownEntry(name, nearest)
        case .unexpected(let found): Sentence.unexpected(found)
        case .unexpectedEnd: Sentence.unexpectedEnd
        case .missing(let wanted): Sentence.missing(wanted)
        case .openText(let opening): Sentence.openText(opening)
        case .notANumber(let found): Sentence.notANumber(found)
        case .badName: Sentence.badName
        case .unknownType(let name): Sentence.unknownType(name)
        case .tooDeep: Sentence.tooDeep
        case .tooLong(let limit): Sentence.tooLong(limit)
        case .notATime(let text): Sentence.notATime(text)
        case .duplicateEntry(let key): Sentence.duplicateEntry(key)
        case .badPattern(let pattern): Sentence.badPattern(pattern)
        case .wrongArguments(let name, let usage): Sentence.wrongArguments(name, usage)
        }
    }
}
