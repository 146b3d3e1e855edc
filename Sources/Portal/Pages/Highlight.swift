import Kernel
import Web

/// A Chinese title with the words marked that answer the question.
struct Highlight: Component {
    let title: String
    let words: [String]

    init(_ title: String, _ words: [String]) {
        self.title = title
        self.words = words
    }

    func html(in context: PageContext) -> HTML {
        let letters = Array(title)
        var isMarked = [Bool](repeating: false, count: letters.count)
        for word in words.map({ Array($0) }) where !word.isEmpty && word.count <= letters.count {
            for start in 0...(letters.count - word.count) where Array(letters[start..<start + word.count]) == word {
                for index in start..<start + word.count { isMarked[index] = true }
            }
        }
        var pieces = HTML.empty
        var start = 0
        while start < letters.count {
            let end = letters.indices[start...].first { isMarked[$0] != isMarked[start] } ?? letters.count
            let text = String(letters[start..<end])
            pieces += isMarked[start] ? "<mark>\(text)</mark>" : "\(text)"
            start = end
        }
        return context.language == .chinese ? pieces : "<span lang=\"zh-CN\">\(pieces)</span>"
    }
}
