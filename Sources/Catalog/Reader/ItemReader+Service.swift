import Kernel

extension ItemReader {
    var service: ServiceTerms? {
        guard let authority = root["受理"]?.string("机关"), let channels: [Channel] = root.words("渠道"),
            let level = root.string("实名").flatMap({ Int($0.dropFirst()) }),
            let visits = root.string("到现场次数").flatMap({ Int($0) }), let fee, let places,
            let enquiries = contact("咨询"), let complaints = contact("监督投诉")
        else { return nil }
        return ServiceTerms(
            authority: authority, routedBy: root["受理"]?.string("按"), channels: channels, assuranceLevelMin: level,
            visitCountMax: visits, fee: fee, places: places, enquiries: enquiries, complaints: complaints,
            screening: screening, crossProvince: crossProvince)
    }

    private var crossProvince: CrossProvinceService? {
        guard let node = root["通办"], let range: CrossProvinceService.Range = node.word("范围"),
            let way: CrossProvinceService.Way = node.word("方式"), let field = node.string("按")
        else { return nil }
        return CrossProvinceService(range: range, way: way, decidedBy: field)
    }

    private var fee: Fee? {
        guard let node = root["收费"] else { return nil }
        if node.text == "无" { return Fee.none }
        guard let text = node.string("标准"), let amount = MoneyText.fen(text), let basis = node.string("依据") else {
            return nil
        }
        return .charged(text: text, amountFen: amount, basis: basis)
    }

    private var places: [HandlingPlace]? {
        root["办理地点"]?.list?.map { node in
            guard let name = node.string("名称"), let address = node.string("地址"), let hours = node.string("时间") else {
                return nil
            }
            return HandlingPlace(name: name, address: address, hours: hours, telephone: node.string("电话"))
        }.complete()
    }

    private func contact(_ key: String) -> Contact? {
        root[key]?.string("电话").map {
            Contact(telephone: $0, place: root[key]?.string("地点"), web: root[key]?.string("网址"))
        }
    }

    private var screening: [ScreeningQuestion] {
        root["先问"]?.list?.compactMap { node in
            guard let question = node.string("问"), let answers = node["答"]?.entries else { return nil }
            return ScreeningQuestion(
                question: question,
                answers: answers.map {
                    ScreeningQuestion.Answer(label: $0.key, hint: $0.value.text ?? "")
                })
        } ?? []
    }
}
