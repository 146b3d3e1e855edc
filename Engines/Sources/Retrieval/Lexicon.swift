/// 词典 — how residents call things, in official words. Plain text, one statement a line, words separated by blanks:
///
///     老人补贴 长寿金 > 高龄津贴 老年人优待证*0.4     what people say > the official words, surest first
///     身份证+没带 > 临时身份证明                       both are said, in any order
///     残疾+上学 > 残疾人+资助                          both are wanted in the title
///     社保卡 = 社会保障卡                              the same thing, both ways
///     = 车船税 奖学金                                   official words that people also say
///     80..119岁 > 高龄津贴                             a number in a range, said as an age
///     丢了 掉了 ~> 补领 补办 挂失                       the same for verbs and people: weighs less than a subject
///     ~ 咋整 怎么办                                     padding, looked for in no title
///     ! 注销*0.18 军人*0.2                              narrows a title: costs this share unless it is meant
///     # remark
///
/// A city adds its own lines to the standard lexicon: the names of its districts, halls and local benefits.
public struct Lexicon: Sendable {
    /// One way to say in official words what was said: all terms are wanted together.
    struct Rendering: Sendable {
        var terms: [[Letter]]
        /// How sure the rendering is, above 0 to 1.
        var weight: Double
    }

    /// Something said in several words that stand apart.
    struct Combination: Sendable {
        var parts: [Int]
        var renderings: [Rendering]
    }

    /// A number said as an age.
    struct AgeRule: Sendable {
        var years: ClosedRange<Int>
        var renderings: [Rendering]
    }

    /// Every word that the lexicon knows, official or not, by the number that the trie gives it.
    var words = PhraseTrie()
    var renderings: [Int: [Rendering]] = [:]
    var fillers: Set<Int> = []
    /// Words that tell what is to be done or whom it is about, not what it is about.
    var aspects: Set<Int> = []
    /// Combinations by the number of their first part.
    var combinations: [Int: [Combination]] = [:]
    var ages: [AgeRule] = []
    /// Narrowing words with the share of the score that they cost when nothing in the question means them.
    var narrowing: [Int: Double] = [:]

    /// How many statements were read: pairs of something said and one rendering, fillers and narrowing words.
    public internal(set) var entryCount = 0

    /// Reads statements of the format above.
    /// - Throws: `LexiconError` at the first line that is not one.
    public init(text: String) throws(LexiconError) {
        self.init()
        try read(text)
    }

    /// This lexicon and the statements of `text`, for words of a place.
    /// - Throws: `LexiconError` at the first line that is not a statement.
    public func adding(_ text: String) throws(LexiconError) -> Lexicon {
        var result = self
        try result.read(text)
        return result
    }

    /// 通用词典 — everyday Chinese across all fields of public services.
    public static let standard: Lexicon = {
        var lexicon = Lexicon()
        for part in standardParts { lexicon.readSkippingFaults(part.text) }
        return lexicon
    }()

    /// The standard lexicon's parts by name, as text: to read, to check, to export.
    public static let standardParts: [(name: String, text: String)] = [
        ("speech", SpeechLexicon.all), ("household", HouseholdLexicon.all), ("vehicle", VehicleLexicon.all),
        ("civil affairs", CivilAffairsLexicon.all), ("social insurance", SocialInsuranceLexicon.all),
        ("medical", MedicalLexicon.all), ("education", EducationLexicon.all), ("housing", HousingLexicon.all),
        ("business", BusinessLexicon.all), ("tax", TaxLexicon.all), ("rural", RuralLexicon.all),
        ("safety", SafetyLexicon.all), ("justice", JusticeLexicon.all), ("trade", TradeLexicon.all),
        ("situation", SituationLexicon.all), ("gazetteer", GazetteerLexicon.all),
        ("procedure", ProcedureLexicon.all),
    ].map { ($0.0, $0.1.joined(separator: "\n")) }

    init() {}
}

/// A line of a lexicon that cannot be read.
public struct LexiconError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Problem: String, Sendable {
        case noMarker, nothingSaid, nothingMeant, meansItself, badWeight, badAge, emptyWord
    }

    /// Counted from 1.
    public let line: Int
    public let problem: Problem
    /// The line or the word at fault.
    public let found: String

    public var description: String {
        let advice =
            switch problem {
            case .noMarker: "a statement needs one of >, =, ~, ! or #"
            case .nothingSaid: "nothing stands before > or ="
            case .nothingMeant: "nothing stands after the marker"
            case .meansItself: "a word cannot be rendered by itself"
            case .badWeight: "a weight is written *0.1 … *1"
            case .badAge: "an age is written 80..119岁"
            case .emptyWord: "nothing is left of the word after folding"
            }
        return "line \(line): \(advice): \(found)"
    }
}
