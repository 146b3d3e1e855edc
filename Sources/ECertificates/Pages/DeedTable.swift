import Kernel
import Web

/// 办理记录 — what officers did with a certificate since its issue.
struct DeedTable: Component {
    let deeds: [CertificateDeed]

    func html(in context: PageContext) -> HTML {
        guard !deeds.isEmpty else { return "<p>\(context.say(ActCopy.noLife))</p>" }
        let columns = [ActCopy.when, ActCopy.what, ActCopy.reason, ActCopy.who].map { context.say($0) }
        let rows = deeds.map { deed -> [HTML] in
            let ground: HTML? = deed.ground.map { "<br>\(context.chinese($0))" }
            let reached: HTML? = deed.reach == .grant ? "<br>\(context.say(ActCopy.reached))" : nil
            return [
                context.moment(deed.at), "\(context.say(deed.act.words))\(reached)",
                "\(context.chinese(deed.reason))\(ground)",
                context.chinese(deed.officer),
            ]
        }
        return DataTable(caption: context.say(ActCopy.life), columns: columns, rows: rows, hidesCaption: true)
            .html(in: context)
    }
}
