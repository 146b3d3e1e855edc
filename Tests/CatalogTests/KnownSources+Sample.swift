import Catalog

extension KnownSources {
    /// What three departments register, for definitions in tests.
    static let sample = withRegister(
        KnownSources([
            Resource(
                name: "人口信息", provider: "公安",
                fields: [
                    "姓名": Field(type: .text), "出生日期": Field(type: .date), "健在": Field(type: .flag),
                    "户籍区划": Field(type: .division), "联系电话": Field(type: .telephone),
                ], waivedMaterials: ["居民身份证", "户口簿"],
                predicates: [
                    "年满": Predicate(
                        name: "年满", parameters: [.init(name: "周岁", type: .number)], fields: ["出生日期"],
                        condition: "years and months duration(出生日期, 今天).years >= 周岁")
                ]),
            Resource(
                name: "民政发放.高龄津贴", provider: "民政",
                fields: ["状态": Field(type: .choice, choices: ["在领", "未领"])], acceptsWriteBack: true),
            Resource(name: "社会救助", provider: "民政", fields: ["类别": Field(type: .text)], allowsMany: true),
            Resource(
                name: "社保卡", provider: "人社",
                fields: ["银行账号": Field(type: .bankAccount), "户名": Field(type: .text)], waivedMaterials: ["银行账户证明"]),
        ]))

    /// The offices with staff and the certificate types of the sample.
    private static func withRegister(_ known: KnownSources) -> KnownSources {
        var known = known
        known.offices = ["区民政部门", "街道"]
        known.certificates = [
            Certificate(name: "高龄津贴核准通知书", claims: [.holderName, .serviceItem]),
            Certificate(name: "津贴发放决定书", claims: [.holderName, .amountYuan, .period]),
        ]
        return known
    }
}
