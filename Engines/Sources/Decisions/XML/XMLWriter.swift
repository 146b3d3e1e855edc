/// Writes an XML document, two spaces for each level, so that versions can be compared line by line.
struct XMLWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []

    typealias Attributes = KeyValuePairs<String, String?>

    /// An element with what `content` writes into it; attributes that are `nil` are left out.
    mutating func element(_ name: String, _ attributes: Attributes = [:], _ content: (inout XMLWriter) -> Void) {
        start(name, attributes)
        text += ">\n"
        open.append(name)
        content(&self)
        open.removeLast()
        indent()
        text += "</\(name)>\n"
    }

    /// An element without content.
    mutating func empty(_ name: String, _ attributes: Attributes = [:]) {
        start(name, attributes)
        text += "/>\n"
    }

    /// An element with characters only.
    mutating func leaf(_ name: String, _ characters: String) {
        start(name, [:])
        text += ">\(XMLWriter.escaped(characters))</\(name)>\n"
    }

    private mutating func start(_ name: String, _ attributes: Attributes) {
        indent()
        text += "<\(name)"
        for case (let key, let value?) in attributes { text += " \(key)=\"\(XMLWriter.escaped(value, quotes: true))\"" }
    }

    private mutating func indent() { text += String(repeating: "  ", count: open.count) }

    /// Characters that no document may hold are left out.
    private static func escaped(_ text: String, quotes: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where quotes: result += "&quot;"
            case "\n" where quotes: result += "&#10;"
            case "\t" where quotes: result += "&#9;"
            case "\r": result += "&#13;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            default:
                guard scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF else { continue }
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
