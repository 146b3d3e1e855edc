/// 年龄 — a number that stands for years of life: 83岁, 60周岁, 80多, 81了. Not 80多万, 100多人.
enum SpokenAge {
    private static let years = Set("岁周".utf16)
    private static let roughly = Set("多几来好".utf16)
    private static let countedThings = Set("人块元万千个家头只平亩户斤天年月张台".utf16)
    /// 了: 我妈81了.
    private static let reached: Letter = 0x4E86
    private static let old = 60...119
    private static let digits: ClosedRange<Letter> = 0x30...0x39

    static func all(in letters: [Letter]) -> [Int] {
        var result: [Int] = []
        var position = 0
        while position < letters.count {
            let run = letters[position...].prefix { digits.contains($0) }
            if (1...3).contains(run.count) {
                let value = run.reduce(0) { $0 * 10 + Int($1 - digits.lowerBound) }
                if isAge(value, before: run.endIndex, in: letters) { result.append(value) }
            }
            position += max(1, run.count)
        }
        return result
    }

    private static func isAge(_ value: Int, before index: Int, in letters: [Letter]) -> Bool {
        guard index < letters.count else { return false }
        if years.contains(letters[index]) { return true }
        if letters[index] == reached { return old.contains(value) }
        guard roughly.contains(letters[index]) else { return false }
        return index + 1 >= letters.count || !countedThings.contains(letters[index + 1])
    }
}
