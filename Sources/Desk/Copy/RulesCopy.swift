import Kernel

/// Words of the pages on which officers look at rules.
enum RulesCopy {
    static let title = Phrase("rules.title", zh: "规则", en: "Rules")
    static let lead = Phrase(
        "rules.lead", zh: "每个事项怎么自动判定：看规则表，填几个值试一试，改动之前先算一算会影响谁。",
        en: "How each service is decided: read the table, try it with values, and see whom a change would touch.")
    static let count = Phrase("rules.count", zh: "{n} 条规则", en: "{n} rules")
    static let people = Phrase("rules.people", zh: "由人决定", en: "decided by people")
    static let toRules = Phrase("rules.toRules", zh: "看规则", en: "Rules")
    static let back = Phrase("rules.back", zh: "全部规则", en: "All rules")
    static let version = Phrase("rules.version", zh: "版本 {digest}", en: "Version {digest}")
    static let table = Phrase("rules.table", zh: "规则表", en: "The table")
    static let tableNote = Phrase(
        "rules.tableNote", zh: "一行是一条规则：这一行的条件全都满足，就准予。哪一行都不满足，或者有信息不知道，就转给人办。机器从不说“不”。",
        en: """
            A line is a rule: where all its conditions hold it grants. Where no line holds, or something is unknown, a \
            person decides. The machine never says no.
            """)
    static let standards = Phrase("rules.standards", zh: "标准值", en: "Standards")
    static let editions = Phrase("rules.editions", zh: "哪一版规则", en: "Which rules")
    static let editionsNote = Phrase(
        "rules.editionsNote", zh: "下面的表、检查和“试一试”都是同一版。要看别的版，点它；或者在“试一试”里填那时的申请日。",
        en:
            "Table, check and trial below are of one edition. Open another one, or try a day of application that falls in it."
    )
    static let always = Phrase("rules.edition.always", zh: "一直是这一版", en: "One edition, always in force")
    static let inForce = Phrase("rules.edition.inForce", zh: "{day}起施行，正在用", en: "From {day}, in force")
    static let announced = Phrase("rules.edition.announced", zh: "{day}起施行，还没到", en: "From {day}, announced")
    static let replaced = Phrase("rules.edition.replaced", zh: "{day}起施行，已经换了新的", en: "From {day}, replaced since")
    static let shownHere = Phrase("rules.edition.shown", zh: "（这里看的是这一版）", en: "(shown here)")
    static let notYet = Phrase(
        "rules.edition.notYet", zh: "{day}还没有规则施行，这一天的申请都转给人办；下面是最早的一版。",
        en: "No rules are in force on {day}: a person decides. Below is the first edition.")
    static let definitions = Phrase("rules.definitions", zh: "定义", en: "Definitions")
    static let rule = Phrase("rules.rule", zh: "规则", en: "Rule")
    static let any = Phrase("rules.any", zh: "不限", en: "any")
    static let tryIt = Phrase("rules.try", zh: "试一试", en: "Try it")
    static let tryNote = Phrase(
        "rules.tryNote", zh: "填几个值，看哪一条规则会准予。空着就是“不知道”。不会留下任何记录。",
        en: "Fill in some values and see which rule grants. Empty means unknown. Nothing is kept.")
    static let day = Phrase("rules.day", zh: "申请日", en: "Day of application")
    static let dayHint = Phrase(
        "rules.dayHint", zh: "按这一天施行的一版算，上面的表也换成那一版。",
        en: "The edition of that day decides, and the table above becomes that edition.")
    static let unknown = Phrase("rules.unknown", zh: "不知道", en: "Unknown")
    static let yes = Phrase("rules.yes", zh: "是", en: "Yes")
    static let no = Phrase("rules.no", zh: "否", en: "No")
    static let run = Phrase("rules.run", zh: "算一算", en: "Decide")
    static let wrongValue = Phrase(
        "rules.wrongValue", zh: "“{field}”的值读不懂，请照提示填", en: "This is no value of {field}")
    static let granted = Phrase("rules.granted", zh: "准予：{rule}", en: "Granted by {rule}")
    static let referred = Phrase("rules.referred", zh: "转给人办", en: "To a person")
    static let because = Phrase("rules.because", zh: "卡在：{names}", en: "Kept by: {names}")
    static let ways = Phrase("rules.ways", zh: "离准予最近的路：", en: "The nearest ways to a grant:")
    static let checked = Phrase("rules.checked", zh: "规则表查过了", en: "What the check of the table says")
    static let sound = Phrase(
        "rules.sound", zh: "没有重叠、没有永远用不到的规则。", en: "No rules overlap, and none can never hit.")
    static let soundSoFar = Phrase(
        "rules.soundSoFar", zh: "查过的部分没有重叠、没有永远用不到的规则；还有没查完的，列在下面。",
        en: "In what was checked no rules overlap and none can never hit; what was not checked is listed below.")
    static let unfinished = Phrase("rules.unfinished", zh: "没有查完的地方（{n}）", en: "Not fully checked ({n})")
    static let gaps = Phrase(
        "rules.gaps", zh: "这些情况没有规则管，会转给人办（{n}）", en: "No rule covers these; they go to a person ({n})")
    static let example = Phrase("rules.example", zh: "例如：{facts}", en: "For instance: {facts}")
    static let hit = Phrase("rules.hit", zh: "满足", en: "holds")
    static let failed = Phrase("rules.failed", zh: "不满足", en: "does not hold")
    static let open = Phrase("rules.open", zh: "不知道", en: "unknown")
    static let now = Phrase("rules.now", zh: "现为 {value}", en: "is {value}")

    static let compare = Phrase("rules.compare", zh: "改了会影响谁", en: "Whom would a change touch?")
    static let compareNote = Phrase(
        "rules.compareNote", zh: "在下面改定义，点“试算”：用过去的办件重新算一遍，看谁的结论会变。只是算，什么也不改。每次试算都会署名记录。",
        en: """
            Change the definition and compare: past cases are decided again under it. Nothing is changed; that you did it is \
            recorded under your name.
            """)
    static let definition = Phrase("rules.definition", zh: "事项定义", en: "The definition")
    static let compareRun = Phrase("rules.compareRun", zh: "试算", en: "Compare")
    static let wrongItem = Phrase(
        "rules.wrongItem", zh: "这是另一个事项的定义（{item}）。请只改这个事项，不要改编码。",
        en: "This defines another service ({item}). Change this one and leave its code.")
    static let otherSame = Phrase(
        "rules.otherSame", zh: "{cases} 个办件，结论都一样。", en: "{cases} cases; every result stays the same.")
    static let otherDifferent = Phrase(
        "rules.otherDifferent", zh: "{cases} 个办件里，{different} 个的结论会不同。",
        en: "{different} of {cases} cases would be decided differently.")
    static let newly = Phrase("rules.newly", zh: "新准予", en: "Newly granted")
    static let noLonger = Phrase("rules.noLonger", zh: "改由人办", en: "No longer granted")
    static let otherResult = Phrase("rules.otherResult", zh: "结果不同", en: "Another result")
    static let cases = Phrase("rules.cases", zh: "办件", en: "Cases")
    static let group = Phrase("rules.group", zh: "分组", en: "Group")
    static let byGroup = Phrase("rules.byGroup", zh: "分组看", en: "By group")
    static let money = Phrase(
        "rules.money", zh: "每期合计 {before} 元，改后 {after} 元。", en: "In all {before} yuan a period, then {after}.")
    static let missing = Phrase(
        "rules.missing", zh: "过去的办件里没有“{name}”，{n} 件因此不能再自动准予。",
        en: "Past cases hold no “{name}”; {n} of them could not be granted any more.")
    static let partial = Phrase(
        "rules.partial", zh: "共有 {all} 个办件，看了最新收的 {n} 个。要看全部，请系统管理员用 huimin decisions what-if 算。",
        en: "The newest {n} of {all} cases were looked at. For all of them ask an operator: huimin decisions what-if.")
    static let compareDay = Phrase("rules.compareDay", zh: "都按哪一天申请来算", en: "As if all applied on")
    static let compareDayHint = Phrase(
        "rules.compareDayHint",
        zh: "不填：每个办件按它自己的申请日算。填一天：当作都在这一天申请，用这一天施行的标准，年龄也算到这一天；以后才施行的标准这样才看得出会影响谁。",
        en: """
            Empty: each case on its own day of application. With a day: as if all applied on it, with its standards and ages; \
            so you see whom standards that come into force later will touch.
            """)
    static let compareDayWrong = Phrase(
        "rules.compareDayWrong", zh: "没有这一天，请填年、月、日，或者三格都空着。",
        en: "There is no such day: give year, month and day, or none.")
    static let comparedOn = Phrase(
        "rules.comparedOn", zh: "当作都在{day}申请来算，和它们当时的结论比。",
        en: "As if all applied on {day}, beside what was decided then.")
    static let busy = Phrase(
        "rules.busy", zh: "有人正在试算，一次只能算一个。您写的还在下面，请过一会儿再点一次。",
        en: "Somebody is comparing, one at a time. What you wrote is below: please try again in a moment.")
    static let findings = Phrase("rules.findings", zh: "定义还有问题", en: "The definition has faults")
    static let findingsNote = Phrase(
        "rules.findingsNote", zh: "先改好这些，才能试算。", en: "Mend these first.")
    static let place = Phrase("rules.place", zh: "第 {line} 行第 {column} 列：", en: "Line {line}, column {column}: ")

    static let noSuchRules = Rejection(
        .notFound, Phrase("rules.noSuch", zh: "没有这个事项。", en: "There is no such service."),
        nextStep: Phrase("rules.noSuch.next", zh: "回到规则页，从列表里选。", en: "Choose one from the list of rules."))
}
