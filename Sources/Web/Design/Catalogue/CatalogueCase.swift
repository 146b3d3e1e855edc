import Kernel

/// The catalogue's timeline, code and certificate.
enum CatalogueCase {
    typealias Exhibit = DesignCataloguePage.Exhibit

    static func exhibits(_ context: PageContext) -> [Exhibit] {
        [
            Exhibit("ProgressTimeline", timeline(context)), Exhibit("QRCode", code(context)),
            Exhibit("CertificateSheet", certificates(context)),
        ]
    }

    private static func timeline(_ context: PageContext) -> HTML {
        let time = Instant(milliseconds: 1_795_320_930_000)
        let entries = ProgressTimeline.State.allCases.map { state in
            ProgressTimeline.Entry(
                CatalogueCopy.step1, state, office: "临江区民政局", time: state == .done ? time : nil,
                due: state == .current || state == .ahead ? time.civilDate().adding(days: 3) : nil)
        }
        return ProgressTimeline(entries).html(in: context)
    }

    private static func code(_ context: PageContext) -> HTML {
        let code = QRCode("https://huimin.example/v/0123456789abcdef", label: context.say(CatalogueCopy.code))
        return "\(code, in: context)"
    }

    private static func certificates(_ context: PageContext) -> HTML {
        let sheets = [nil, "已撤销"].map { voidWord in
            CertificateSheet(
                typeName: "高龄津贴核准通知书", number: "339900-MZ-0007-0000123", issuer: "惠民市民政局（示例）",
                statement: "王桂英：您年满 83 周岁，户籍在本市，自 2026 年 11 月起每月发给高龄津贴 100 元。",
                rows: [.init("持有人", "王桂英"), .init("津贴标准", "每月 100 元")],
                issuedOn: CivilDate(daysSinceEpoch: 20_779), code: "https://huimin.example/v/0123456789abcdef",
                checkCode: "7K2M9-QX4TA", isSample: true, voidWord: voidWord)
        }
        return "<div class=\"stack\">\(sheets, in: context)</div>"
    }
}
