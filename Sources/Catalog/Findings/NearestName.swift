/// The known name that an author most likely meant.
enum NearestName {
    /// The closest of `names` within half of the letters (at least one), or one that contains or is contained in what
    /// was written; `nil` where nothing is close enough to be offered. Ties go to the first by code points, so that
    /// messages are stable.
    static func to(_ written: String, among names: some Collection<String>) -> String? {
        let target = Array(written.unicodeScalars)
        let limit = max(1, target.count / 2)
        let ranked = names.compactMap { name -> (distance: Int, name: String)? in
            let distance = editDistance(target, Array(name.unicodeScalars))
            if distance <= limit { return (distance, name) }
            let isPart = target.count > 1 && (name.contains(written) || (name.count > 1 && written.contains(name)))
            return isPart ? (limit + distance, name) : nil
        }
        return ranked.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// Insertions, deletions and replacements of code points (Levenshtein) that turn one into the other.
    static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var previous = Array(0...right.count)
        for (row, leftScalar) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for (column, rightScalar) in right.enumerated() {
                let replaced = previous[column] + (leftScalar == rightScalar ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
