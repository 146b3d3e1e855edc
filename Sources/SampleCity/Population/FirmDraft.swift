/// Names for synthetic traders and companies.
enum FirmDraft {
    static func firm(serial: Int, owner: Citizen, _ random: inout SeededRandom) -> Firm {
        let district = Places.districts.first { $0.code == owner.district }?.name ?? Places.districts[0].name
        let word = random.pick(firstCharacters) + random.pick(secondCharacters)
        let isTrader = random.happens(permille: 600)
        let trade = random.pick(isTrader ? traders : companies)
        return Firm(
            name: Places.cityName + district + word + trade,
            creditCode: SampleNumbers.socialCreditCode(kind: isTrader ? "92" : "91", serial: serial + 1),
            owner: owner.residentNumber)
    }

    /// The shop of the demo trader.
    static func grocery(serial: Int, owner: Citizen) -> Firm {
        let district = Places.districts.first { $0.code == owner.district }?.name ?? Places.districts[0].name
        return Firm(
            name: Places.cityName + district + "瑞丰便利店",
            creditCode: SampleNumbers.socialCreditCode(kind: "92", serial: serial + 1), owner: owner.residentNumber,
            isNew: true)
    }

    private static let firstCharacters = "瑞恒嘉润和盛源泰祥丰德兴鑫悦晨安".map(String.init)
    private static let secondCharacters = "丰达成远禾宁通旺和隆康福辉顺昌景".map(String.init)
    private static let traders = ["面馆", "便利店", "理发店", "水果店", "文具店", "裁缝铺", "五金店", "早餐店", "花店", "修车铺"]
    private static let companies = [
        "商贸有限公司", "建筑工程有限公司", "物业服务有限公司", "电子科技有限公司", "食品有限公司", "运输有限公司", "家政服务有限公司",
    ]
}
