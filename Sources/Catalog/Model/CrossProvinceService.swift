/// 跨省通办 — that a service may be applied for where one lives and is decided where one's household is (国办发〔2020〕35号).
package struct CrossProvinceService: Hashable, Sendable {
    package let range: Range
    package let way: Way
    /// The field (a division) that says where it is decided, e.g. `户籍区划`.
    package let decidedBy: String

    /// 通办范围 (GB/T 39046—2020).
    package enum Range: String, CaseIterable, Sendable {
        case nation = "全国"
        case provinces = "跨省"
        case cities = "跨市"
        case counties = "跨县"
    }

    /// 通办方式 (国办发〔2020〕35号).
    package enum Way: String, CaseIterable, Sendable {
        /// On the site of the place that decides.
        case online = "全程网办"
        /// Another place takes the application in and sends it to the place that decides.
        case receivedElsewhere = "异地代收代办"
        /// The applicant applies once, and the places agree among themselves.
        case together = "多地联办"
    }
}
