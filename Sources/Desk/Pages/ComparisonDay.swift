import Cases
import Kernel
import Web

/// 按哪一天申请来算 — the day that a comparison puts in for that of every case; none where each keeps its own.
struct ComparisonDay: Sendable {
    /// What was typed, as `yyyy-MM-dd` or in parts of it.
    let text: String
    let day: CivilDate?

    init() { (text, day) = ("", nil) }

    init(_ form: FormFields) {
        let parts = ["year", "month", "day"].map { form.text("\(FormName.comparisonDay).\($0)") ?? "" }
        day = form.day(FormName.comparisonDay)
        text = parts.allSatisfy(\.isEmpty) ? "" : day?.description ?? parts.joined(separator: "-")
    }

    /// Something was typed that is no day.
    var isWrong: Bool { day == nil && !text.isEmpty }
}
