/// The districts of the sample city with their streets. Codes lie under 3399, which GB/T 2260 has not given to anybody.
enum Places {
    struct District: Sendable {
        let code: String
        let name: String
        let streets: [String]
    }

    static let cityName = "惠民市"

    static let districts = [
        District(code: "339902", name: "安和区", streets: ["荷塘街道", "钟楼街道", "柳桥街道", "南苑街道"]),
        District(code: "339903", name: "澄湖区", streets: ["湖滨街道", "望月街道", "白鹭街道", "渔港镇"]),
        District(code: "339904", name: "青禾区", streets: ["青禾街道", "麦田街道", "水车镇", "新桥镇"]),
        District(code: "339905", name: "云麓区", streets: ["云麓街道", "松风街道", "茶亭镇"]),
        District(code: "339921", name: "远山县", streets: ["远山镇", "石井镇", "竹溪乡", "岩前乡"]),
        District(code: "339922", name: "南塘县", streets: ["南塘镇", "稻香镇", "桥头乡"]),
    ]

    /// A fictional division outside the city, for people who moved away. 3388 does not exist either.
    static let elsewhere = ["338802", "338803", "338821"]

    private static let roads = ["桂花路", "人民路", "解放路", "学府路", "河东路", "向阳路", "和平路", "银杏路", "石榴巷", "古井巷"]

    /// 户籍地址 of a household; `nil` for a division outside the city.
    static func address(district code: String, household: Int) -> String? {
        guard let district = districts.first(where: { $0.code == code }) else { return nil }
        let street = district.streets[household % district.streets.count]
        let road = roads[household / 7 % roads.count]
        let number = household / 3 % 180 + 1
        let unit = household % 4 + 1
        let room = (household / 5 % 6 + 1) * 100 + household % 2 + 1
        return "\(cityName)\(district.name)\(street)\(road)\(number)号\(unit)单元\(room)室"
    }

    /// 乡镇、街道: nine digits (GB/T 10114).
    static func street(district code: String, household: Int) -> String? {
        guard let district = districts.first(where: { $0.code == code }) else { return nil }
        return code + Format.padded(household % district.streets.count + 1, 3)
    }
}
