import Kernel
import Web

/// The parts of a guide below its first screen.
struct GuideDetails: Component {
    let model: GuidePage.Model

    init(_ model: GuidePage.Model) { self.model = model }

    func html(in context: PageContext) -> HTML {
        let sections = [
            PageSection(context.say(GuideCopy.materials), materials(context)),
            PageSection(context.say(GuideCopy.steps), steps(context)),
            PageSection(context.say(GuideCopy.channels), channels(context)),
            PageSection(context.say(GuideCopy.remedies), remedies(context)),
            PageSection(context.say(GuideCopy.law), law(context)),
        ]
        return "\(sections, in: context)"
    }

    private func materials(_ context: PageContext) -> HTML {
        let areAllWaived = model.materials.allSatisfy { $0.waivedBy != nil }
        let intro: HTML? = areAllWaived ? "<p><b>\(context.say(GuideCopy.noMaterials))</b></p>" : nil
        let lines = model.materials.map { material -> IconList.Line in
            let tag =
                material.waivedBy == nil
                ? Tag(context.say(GuideCopy.needed), .attention) : Tag(context.say(GuideCopy.waived), .good)
            let reason = material.waivedBy.map { context.say(GuideCopy.waivedReason, ["source": $0]) }
            return IconList.Line(
                material.waivedBy == nil ? .document : .check, "\(context.chinese(material.name)) \(tag, in: context)",
                "\(reason ?? material.note ?? "")")
        }
        return "\(intro)\(IconList(lines), in: context)"
    }

    private func steps(_ context: PageContext) -> HTML {
        let entries = model.steps.map { step in
            ProgressTimeline.Entry(defined: step.title, .ahead, detail: step.text.isEmpty ? nil : step.text)
        }
        let result = Callout(.success, context.say(GuideCopy.result), "<p>\(context.chinese(model.result))</p>")
        return "<div class=\"plan\">\(ProgressTimeline(entries), in: context)</div>\(result, in: context)"
    }

    private func channels(_ context: PageContext) -> HTML {
        let lines = model.channels.map { channel in
            IconList.Line(icon(channel.kind), context.chinese(channel.name), context.chinese(channel.text))
        }
        return "<p class=\"quiet\">\(context.say(GuideCopy.channelsNote))</p>\(IconList(lines), in: context)"
    }

    private func icon(_ kind: GuidePage.Channel.Kind) -> Icon {
        switch kind {
        case .online: .globe
        case .phone: .phone
        case .counter: .building
        case .kiosk: .card
        case .home: .pin
        }
    }

    private func remedies(_ context: PageContext) -> HTML {
        let lines = model.remedies.map { IconList.Line(.shield, context.chinese($0)) }
        let contacts = model.contacts.map { IconList.Line(.phone, context.chinese($0)) }
        return """
            <p>\(context.say(GuideCopy.remediesNote))</p>\(IconList(lines), in: context)\
            <h3>\(context.say(GuideCopy.contact))</h3>\(IconList(contacts), in: context)
            """
    }

    private func law(_ context: PageContext) -> HTML {
        let lines = model.bases.map { basis in
            IconList.Line(
                .document, "\(context.chinese("《\(basis.name)》\(basis.article)"))", context.chinese(basis.role))
        }
        let lawDay = model.lawDay.map { context.say(GuideCopy.lawDay, ["day": context.dayText($0)]) } ?? ""
        let version = context.say(GuideCopy.version, ["version": model.version])
        return "\(IconList(lines), in: context)<p class=\"quiet\">\(version)\(lawDay)</p>"
    }
}
