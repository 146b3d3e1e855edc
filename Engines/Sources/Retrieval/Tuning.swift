/// The weights of the ranking in one place, chosen on questions of our own and never on the wording of a test set. The
/// figures hang on the lexicon, not on them: moving one by a third changes the answer of one question in a hundred.
enum Tuning {
    /// What a verb or a person counts beside the subject.
    static let aspect = 0.5
    /// What a known letter counts that is likely a part of an unknown word: 减 in 减肥.
    static let torn = 0.4
    /// What a pair of letters counts that no word of the lexicon holds.
    static let unknownPair = 0.8
    /// What such a letter counts where it has no neighbour.
    static let unknownLetter = 0.4
    /// What a known word of one letter counts as it stands in a title.
    static let literalLetter = 0.5
    /// What a known word counts that stands inside a longer one: 老板 in 换老板.
    static let nested = 0.3
    /// What words count that mean something together.
    static let combination = 1.0
    /// What an age counts.
    static let age = 1.0
    /// A rendering of several terms of which one is missing.
    static let incomplete = 0.5
    /// What a concept still counts where another has taken its words of the title.
    static let repeated = 0.3
    /// The part of the score that does not depend on how much of the title is covered.
    static let coverageFloor = 0.65
    /// What the likeness of question and title, letter by letter, can add.
    static let likeness = 0.5
    /// Multiplies the costs of narrowing words.
    static let narrowing = 1.0
    /// Below this share of its information a part of a term is chance.
    static let partMin = 0.5
    /// What a part of a term is worth at most beside the whole.
    static let part = 0.7
    /// What an occurrence in an alias, in the text counts beside one in the title.
    static let alias: Float = 0.9
    static let text: Float = 0.35
    /// What an unanswered word of everyday speech takes from certainty beside an unknown one.
    static let unansweredKnown = 0.3
    /// From this score on a hit is an answer.
    static let confident = 0.2
    /// How many entries are looked at closely.
    static let candidatesMax = 64
}
