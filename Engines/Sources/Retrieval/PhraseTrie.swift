/// A set of words that finds all its members at a place of a text in one walk.
struct PhraseTrie: Sendable {
    private var children: [UInt64: Int32] = [:]
    /// For every node the number of the word that ends there, or -1.
    private var wordAtNode: [Int32] = [-1]
    private(set) var words: [[Letter]] = []

    /// The number of the word; the same word has the same number.
    mutating func insert(_ word: [Letter]) -> Int {
        var node: Int32 = 0
        for letter in word {
            let key = PhraseTrie.key(node, letter)
            if let next = children[key] {
                node = next
            } else {
                wordAtNode.append(-1)
                let next = Int32(wordAtNode.count - 1)
                children[key] = next
                node = next
            }
        }
        if wordAtNode[Int(node)] < 0 {
            wordAtNode[Int(node)] = Int32(words.count)
            words.append(word)
        }
        return Int(wordAtNode[Int(node)])
    }

    /// Calls `visit` with number and length of every word that begins at `start`, shortest first.
    func matches(in text: [Letter], at start: Int, visit: (_ word: Int, _ length: Int) -> Void) {
        var node: Int32 = 0
        var position = start
        while position < text.count, let next = children[PhraseTrie.key(node, text[position])] {
            node = next
            position += 1
            let word = wordAtNode[Int(node)]
            if word >= 0 { visit(Int(word), position - start) }
        }
    }

    private static func key(_ node: Int32, _ letter: Letter) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 16 | UInt64(letter)
    }
}
