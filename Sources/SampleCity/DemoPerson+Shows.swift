package import Kernel

extension DemoPerson.Role {
    /// What applying as this person shows.
    package var shows: Phrase {
        switch self {
        case .elder:
            Phrase("demo.elder", zh: "83 岁，户籍在本市，账户在本人名下：当场核准", en: "83, registered here, own account: granted at once")
        case .shopOwner:
            Phrase("demo.shopOwner", zh: "38 岁，准备开店", en: "38, about to open a shop")
        case .rareName:
            Phrase(
                "demo.rareName", zh: "91 岁，姓名带间隔号：按九十岁档当场核准",
                en: "91, a name with a middle dot: granted at the higher rate")
        case .alreadyReceiving:
            Phrase("demo.alreadyReceiving", zh: "86 岁，已在领取：转人工", en: "86, already receiving: goes to a person")
        case .accountHeldByAnother:
            Phrase(
                "demo.accountHeldByAnother", zh: "81 岁，账户在女儿名下：转人工",
                en: "81, account in the daughter's name: goes to a person")
        case .deceased:
            Phrase("demo.deceased", zh: "公安登记已去世：不会自动核准", en: "recorded as deceased: never granted automatically")
        case .movedOut:
            Phrase("demo.movedOut", zh: "82 岁，户籍已迁出：转人工", en: "82, registration moved away: goes to a person")
        case .dirtyRow:
            Phrase(
                "demo.dirtyRow", zh: "84 岁，公安有两条互相矛盾的记录：转人工核对", en: "84, two contradicting records: goes to a person")
        case .newcomer:
            Phrase(
                "demo.newcomer", zh: "29 岁，外地户籍，居住证二十天后到期：当场签注",
                en: "29, from elsewhere, permit ends soon: endorsed at once")
        case .jobSeeker:
            Phrase(
                "demo.jobSeeker", zh: "41 岁，被裁员，失业保险交了 76 个月：当场核定失业保险金",
                en: "41, laid off after 76 months of insurance: benefit at once")
        case .disabledPerson:
            Phrase(
                "demo.disabledPerson", zh: "47 岁，一级残疾：当场核准护理补贴", en: "47, severely disabled: nursing allowance at once")
        case .trader:
            Phrase(
                "demo.trader", zh: "44 岁，开便利店：当场完成预包装食品备案", en: "44, runs a corner shop: food filing done at once")
        case .driver:
            Phrase("demo.driver", zh: "33 岁，驾驶证快到期：当场换十年", en: "33, licence about to expire: ten years at once")
        case .parent:
            Phrase("demo.parent", zh: "30 岁，孩子一岁多：当场核准育儿补贴", en: "30, with a small child: subsidy at once")
        case .graduate:
            Phrase("demo.graduate", zh: "23 岁，本科应届毕业：落户演示", en: "23, just graduated: settling in the city, as a demo")
        }
    }
}
