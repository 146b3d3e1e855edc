import Kernel

/// What a rule said, for officers: which of its conditions were not met, and which rested on something unknown.
enum RuleTraceWords {
    /// - Parameter rule: one rule of a decision's trace.
    static func text(_ rule: JSON) -> String {
        let cells = rule["cells"]?.array ?? []
        let failed = cells.filter { $0["outcome"]?.string == "failed" }.map(condition)
        let unknown = cells.filter { $0["outcome"]?.string == "unknown" }.map(condition)
        let parts = [
            failed.isEmpty ? nil : "不满足：" + failed.joined(separator: "；"),
            unknown.isEmpty ? nil : "还不知道：" + unknown.joined(separator: "；"),
        ].compactMap { $0 }
        return parts.isEmpty ? "全部满足" : parts.joined(separator: "。")
    }

    private static func condition(_ cell: JSON) -> String {
        let column = cell["column"]?.string ?? ""
        let test = cell["test"]?.string ?? ""
        return "\(column) \(test)" + (value(cell["value"]).map { "（现为 \($0)）" } ?? "")
    }

    private static func value(_ json: JSON?) -> String? {
        guard let json else { return nil }
        if let text = json.string { return text }
        if let flag = json.bool { return flag ? "是" : "否" }
        return json.int.map { String($0) }
    }
}
