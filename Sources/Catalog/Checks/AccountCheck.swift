import Kernel

/// 收款账户 — money goes to the account of the person it is for, and there is one to go to.
enum AccountCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        let holders = source.fieldEntries.compactMap { entry -> Finding? in
            let isAccount = entry.value.string("类型") == FieldType.bankAccount.rawValue
            switch (isAccount, entry.value["户主"]) {
            case (true, nil): return Complaint.accountWithoutHolder.with(["name": entry.key]).at(entry.value.position)
            case (false, let holder?):
                return Complaint.holderWithoutAccount.with(["name": entry.key]).at(holder.position)
            default: return nil
            }
        }
        let hasAccount = source.fieldEntries.contains { $0.value.string("类型") == FieldType.bankAccount.rawValue }
        guard let entitlement = source.root["结果"]?.entry("待遇"), !hasAccount else { return holders }
        return holders + [Complaint.entitlementWithoutAccount.at(entitlement.keyPosition)]
    }
}

/// 积分、信用分 — no score decides about a service.
enum ScoreWordCheck: ItemCheck {
    private static let words = ["积分", "信用评分", "信用分"]

    static func findings(in source: ItemSource) -> [Finding] {
        let names = source.fieldEntries.compactMap { entry in
            words.first { entry.key.contains($0) }.map { Complaint.scoreWord.with(["word": $0]).at(entry.keyPosition) }
        }
        let texts =
            source.fieldEntries.compactMap { $0.value["来源"] }
            + [source.root["定义"], source.root["决定"]].compactMap(\.self)
            + (source.root["可不予"]?.list ?? []) + (source.root["先问"]?.list ?? []).compactMap { $0["问"] }
        return names
            + texts.compactMap { node in
                guard let text = node.text, let word = words.first(where: { text.contains($0) }) else { return nil }
                return Complaint.scoreWord.with(["word": word]).at(node.position(of: word))
            }
    }
}
