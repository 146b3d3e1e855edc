public import Kernel

/// Why a document cannot be read: where, what is wrong, and what to do.
public struct XMLError: Error, Hashable, Sendable {
    /// Where reading ended.
    public let position: XMLPosition
    /// What is wrong.
    public let message: Phrase
    /// What to do about it.
    public let advice: Phrase

    /// What sort of mistake, e.g. `xml.wrongEndTag`.
    public var code: String { message.code }

    enum Mistake {
        case tooLarge, tooDeep, encoding, badCharacter, unexpectedEnd, badName, documentType, afterRoot
        case expected(String)
        case wrongEndTag(String)
        case unknownEntity(String)
        case unknownPrefix(String)
        case twice(String)
        case notAModel(String)
    }

    init(at position: XMLPosition, _ mistake: Mistake) {
        self.position = position
        (message, advice) = mistake.sentences
    }
}

extension XMLError.Mistake {
    var sentences: (message: Phrase, advice: Phrase) {
        switch self {
        case .tooLarge: XMLError.tooLarge
        case .tooDeep: XMLError.tooDeep
        case .encoding: XMLError.encoding
        case .badCharacter: XMLError.badCharacter
        case .unexpectedEnd: XMLError.unexpectedEnd
        case .badName: XMLError.badName
        case .documentType: XMLError.documentType
        case .afterRoot: XMLError.afterRoot
        case .expected(let sign): XMLError.expected(sign)
        case .wrongEndTag(let name): XMLError.wrongEndTag(name)
        case .unknownEntity(let name): XMLError.unknownEntity(name)
        case .unknownPrefix(let prefix): XMLError.unknownPrefix(prefix)
        case .twice(let name): XMLError.twice(name)
        case .notAModel(let name): XMLError.notAModel(name)
        }
    }
}

extension XMLError {
    fileprivate typealias Pair = (message: Phrase, advice: Phrase)

    fileprivate static let exportAgain = Phrase(
        "xml.exportAgain", zh: "请用建模工具重新导出为 DMN XML（UTF-8）。",
        en: "Export it from the modeler again as DMN XML in UTF-8.")

    fileprivate static let tooLarge: Pair = (
        Phrase("xml.tooLarge", zh: "文件太大。", en: "The file is too large."),
        Phrase("xml.split", zh: "请拆成几个文件，用“导入”连接。", en: "Split it into several files connected by imports.")
    )
    fileprivate static let tooDeep: Pair = (
        Phrase("xml.tooDeep", zh: "元素套得太深。", en: "Elements are nested too deeply."),
        Phrase("xml.flatten", zh: "请把内层的表达式改成单独的决定。", en: "Make decisions of their own of the inner expressions.")
    )
    fileprivate static let encoding: Pair = (
        Phrase("xml.encoding", zh: "文件不是 UTF-8 编码。", en: "The file is not in UTF-8."), exportAgain
    )
    fileprivate static let badCharacter: Pair = (
        Phrase("xml.badCharacter", zh: "这里有不能显示的控制字符。", en: "There is a control character here."),
        Phrase("xml.removeCharacter", zh: "请删去它。", en: "Remove it.")
    )
    fileprivate static let unexpectedEnd: Pair = (
        Phrase("xml.unexpectedEnd", zh: "文件在这之后突然结束。", en: "The file ends unexpectedly after this."), exportAgain
    )
    fileprivate static let badName: Pair = (
        Phrase("xml.badName", zh: "这里应当是一个名称。", en: "A name should stand here."), exportAgain
    )
    fileprivate static let documentType: Pair = (
        Phrase("xml.documentType", zh: "不接受文档类型声明（DOCTYPE）。", en: "A document type (DOCTYPE) is not accepted."),
        Phrase("xml.removeDocumentType", zh: "请删去“<!DOCTYPE …>”。", en: "Remove “<!DOCTYPE …>”.")
    )
    fileprivate static let afterRoot: Pair = (
        Phrase("xml.afterRoot", zh: "根元素之后还有内容。", en: "There is something after the root element."),
        Phrase("xml.removeRest", zh: "请删去这之后的内容。", en: "Remove what follows.")
    )

    fileprivate static func expected(_ sign: String) -> Pair {
        (
            Phrase("xml.expected", zh: "这里应当是 {sign}。", en: "{sign} should stand here.", ["sign": sign]), exportAgain
        )
    }

    fileprivate static func wrongEndTag(_ name: String) -> Pair {
        (
            Phrase(
                "xml.wrongEndTag", zh: "元素 {name} 没有在这里结束。", en: "Element {name} does not end here.", ["name": name]),
            Phrase("xml.closeIt", zh: "请写“</{name}>”。", en: "Write “</{name}>”.", ["name": name])
        )
    }

    fileprivate static func unknownEntity(_ name: String) -> Pair {
        (
            Phrase("xml.unknownEntity", zh: "不认识“&{name}”。", en: "“&{name}” is not known.", ["name": name]),
            Phrase("xml.writeAmpersand", zh: "“&”请写作“&amp;”。", en: "Write “&amp;” for “&”.")
        )
    }

    fileprivate static func unknownPrefix(_ prefix: String) -> Pair {
        (
            Phrase(
                "xml.unknownPrefix", zh: "前缀 {prefix} 没有声明。", en: "The prefix {prefix} is not declared.",
                ["prefix": prefix]),
            Phrase(
                "xml.declarePrefix", zh: "请在根元素写“xmlns:{prefix}=…”。",
                en: "Declare “xmlns:{prefix}=…” at the root.", ["prefix": prefix])
        )
    }

    fileprivate static func twice(_ name: String) -> Pair {
        (
            Phrase("xml.twice", zh: "属性 {name} 写了两次。", en: "The attribute {name} stands twice.", ["name": name]),
            Phrase("xml.removeOne", zh: "请删去一个。", en: "Remove one.")
        )
    }

    fileprivate static func notAModel(_ name: String) -> Pair {
        (
            Phrase(
                "dmn.notAModel", zh: "这不是 DMN 模型：根元素是 {name}。", en: "This is no DMN model: its root is {name}.",
                ["name": name]),
            Phrase(
                "dmn.definitionsWanted", zh: "根元素应当是 DMN 1.1 至 1.5 的 definitions。",
                en: "The root should be definitions of DMN 1.1 to 1.5.")
        )
    }
}
