import Kernel
import Web

/// The vocabulary of the catalogue (GB/T 21063.3, 政务数据共享条例) as people read it. Descriptions and published entries write the
/// Chinese word; what a department has named itself stays as it is.
enum CatalogueWords {
    /// A word in the reader's language; marked as Chinese where it has no other.
    static func html(_ word: String, in context: PageContext) -> HTML {
        known[word].map { "\(context.say($0))" } ?? context.chinese(word)
    }

    /// The same where only text can stand.
    static func text(_ word: String, in context: PageContext) -> String { known[word].map { context.say($0) } ?? word }

    private static let known: [String: Phrase] = [
        "无条件共享": Phrase("catalogueWord.unconditional", zh: "无条件共享", en: "Shared freely"),
        "有条件共享": Phrase("catalogueWord.conditional", zh: "有条件共享", en: "Shared on conditions"),
        "不予共享": Phrase("catalogueWord.withheld", zh: "不予共享", en: "Not shared"),
        "人口": Phrase("catalogueWord.population", zh: "人口", en: "Population"),
        "法人": Phrase("catalogueWord.legalEntities", zh: "法人", en: "Legal entities"),
        "空间地理": Phrase("catalogueWord.geography", zh: "空间地理", en: "Geography"),
        "社会信用": Phrase("catalogueWord.credit", zh: "社会信用", en: "Social credit"),
        "电子证照": Phrase("catalogueWord.certificates", zh: "电子证照", en: "Electronic certificates"),
        "主题": Phrase("catalogueWord.topic", zh: "主题", en: "Topic"),
        "部门": Phrase("catalogueWord.department", zh: "部门", en: "Departmental"),
        "实时": Phrase("catalogueWord.live", zh: "实时", en: "At once"),
        "每日": Phrase("catalogueWord.daily", zh: "每日", en: "Daily"),
        "每周": Phrase("catalogueWord.weekly", zh: "每周", en: "Weekly"),
        "每月": Phrase("catalogueWord.monthly", zh: "每月", en: "Monthly"),
        "每季度": Phrase("catalogueWord.quarterly", zh: "每季度", en: "Quarterly"),
        "每年": Phrase("catalogueWord.yearly", zh: "每年", en: "Yearly"),
        "不定期": Phrase("catalogueWord.irregular", zh: "不定期", en: "Irregularly"),
        "文本": Phrase("catalogueWord.text", zh: "文本", en: "Text"),
        "选项": Phrase("catalogueWord.choice", zh: "选项", en: "Choice"),
        "日期": Phrase("catalogueWord.date", zh: "日期", en: "Date"),
        "是否": Phrase("catalogueWord.flag", zh: "是否", en: "Yes or no"),
        "数": Phrase("catalogueWord.number", zh: "数", en: "Number"),
        "金额": Phrase("catalogueWord.money", zh: "金额", en: "Amount"),
        "行政区划": Phrase("catalogueWord.division", zh: "行政区划", en: "Administrative division"),
        "身份号码": Phrase("catalogueWord.residentID", zh: "身份号码", en: "ID number"),
        "手机号码": Phrase("catalogueWord.phone", zh: "手机号码", en: "Mobile number"),
        "银行账号": Phrase("catalogueWord.bankAccount", zh: "银行账号", en: "Bank account"),
        "元": Phrase("catalogueWord.yuan", zh: "元", en: "yuan"),
        "接口": Phrase("catalogueWord.interface", zh: "接口", en: "Web interface"),
        "数据库": Phrase("catalogueWord.database", zh: "数据库", en: "Database"),
        "文件": Phrase("catalogueWord.file", zh: "文件", en: "Files"),
    ]
}
