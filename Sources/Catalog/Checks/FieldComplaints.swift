/// What can be wrong with 信息.
extension Complaint {
    static let unknownSourceField = Complaint(
        "item.unknownSourceField", zh: "“{resource}”里没有“{name}”", en: "“{resource}” holds no “{name}”",
        adviceZH: "有的字段：{words}", adviceEN: "it holds: {words}")
    static let unknownPredicate = Complaint(
        "item.unknownPredicate", zh: "“{resource}”不答“{name}”", en: "“{resource}” does not answer “{name}”",
        adviceZH: "可以问：{words}", adviceEN: "it answers: {words}")
    static let noPredicates = Complaint(
        "item.noPredicates", zh: "“{resource}”没有只答是或否的问题，问不了“{name}”",
        en: "“{resource}” answers no questions by yes or no, so not “{name}”",
        adviceZH: "取信息项（去掉括号），或者请部门在接入说明的“核验”里加上",
        adviceEN: "take a field (without brackets), or ask the department to describe the question in 核验")
    static let predicateArguments = Complaint(
        "item.predicateArguments", zh: "括号里的和“{form}”对不上", en: "What stands in the brackets does not fit {form}",
        adviceZH: "按“{form}”写；类型：{types}", adviceEN: "write {form}; types: {types}")
    static let manyRecords = Complaint(
        "item.manyRecords", zh: "“{resource}”一个人可以有多条记录，规则里取不出一个值",
        en: "A person may have several records in “{resource}”: they make no single fact",
        adviceZH: "在部门说明里加一个“记录数: 1”的资源，由部门的查询选出那一条",
        adviceEN: "describe a resource with 记录数: 1 whose query selects the one record")
    static let asksForHeld = Complaint(
        "item.asksForHeld", zh: "“{name}”已有登记的来源，不能再请人填写",
        en: "“{name}” is already held by a registered source and is not asked again",
        adviceZH: "写“来源: {path}”；取不到时才填写的，再加“否则: 填写”",
        adviceEN: "write 来源: {path}, and 否则: 填写 beside it if people may type it where it is not found")
    static let fieldWithoutSource = Complaint(
        "item.fieldWithoutSource", zh: "“{name}”没有来源，也没有写请人填写",
        en: "“{name}” has no source and nobody is asked for it",
        adviceZH: "写“来源: 资源.字段”；确实没有来源的写“否则: 填写”",
        adviceEN: "write 来源: resource.field, or 否则: 填写 where no source holds it")
    static let typeDiffersFromSource = Complaint(
        "item.typeDiffersFromSource", zh: "“{name}”在来源里是“{type}”，这里是“{written}”",
        en: "“{name}” is {type} at its source and {written} here",
        adviceZH: "写“类型: {type}”", adviceEN: "write 类型: {type}")
    static let choicesDifferFromSource = Complaint(
        "item.choicesDifferFromSource", zh: "取值和来源的不同", en: "The values are not those of the source",
        adviceZH: "写“取值: [{values}]”", adviceEN: "write 取值: [{values}]")
    static let choiceWithoutValues = Complaint(
        "item.choiceWithoutValues", zh: "“{name}”是选项，没有写取值", en: "“{name}” is a choice without values",
        adviceZH: "加上“取值: [甲, 乙]”", adviceEN: "add 取值: with all values in brackets")
    static let valuesWithoutChoice = Complaint(
        "item.valuesWithoutChoice", zh: "“{name}”写了取值，类型却不是“选项”", en: "“{name}” has values but is no 选项",
        adviceZH: "写“类型: 选项”，或者去掉取值", adviceEN: "write 类型: 选项, or remove 取值")
    static let ageAsField = Complaint(
        "item.ageAsField", zh: "“{name}”天天在变，不能作为一项信息", en: "“{name}” changes by the day and cannot be a field",
        adviceZH: "取“出生日期”，在“定义”里写：年龄 = years and months duration(出生日期, 申请日).years",
        adviceEN: "take 出生日期 and write in 定义: 年龄 = years and months duration(出生日期, 申请日).years")
    static let typeUnlikeName = Complaint(
        "item.typeUnlikeName", zh: "从名称看，“{name}”应是“{type}”", en: "By its name “{name}” should be of type {type}",
        adviceZH: "写“类型: {type}”，或者换一个名称", adviceEN: "write 类型: {type}, or give it another name")
    static let accountWithoutHolder = Complaint(
        "item.accountWithoutHolder", zh: "收款账户“{name}”没有写户主", en: "It is not said whose account “{name}” has to be",
        adviceZH: "加上“户主: 申请人”：钱只打到本人的账户", adviceEN: "add 户主: 申请人: money goes to the person's own account only")
    static let holderWithoutAccount = Complaint(
        "item.holderWithoutAccount", zh: "“{name}”不是银行账号，不写户主", en: "“{name}” is no bank account and has no holder",
        adviceZH: "去掉“户主”，或者写“类型: 银行账号”", adviceEN: "remove 户主, or write 类型: 银行账号")
    static let entitlementWithoutAccount = Complaint(
        "item.entitlementWithoutAccount", zh: "有待遇要发，却没有收款账户", en: "There is a payment but no account that it goes to",
        adviceZH: "在“信息”里加一项“类型: 银行账号, 户主: 申请人”", adviceEN: "add a field with 类型: 银行账号 and 户主: 申请人 to 信息")
    static let scoreWord = Complaint(
        "item.scoreWord", zh: "条件里出现“{word}”", en: "“{word}” stands in a condition",
        adviceZH: "办事条件不能用积分或评分：写法律规定的具体条件",
        adviceEN: "no score decides about a service: write the condition that the law states")
}
