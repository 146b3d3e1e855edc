package import Kernel
import Vault

/// 事项（办理项）— one public service as it is defined by one file: guide, form, rules, clock, outcome and law. Immutable; a
/// changed file is another version, and a case keeps the version under which it was filed.
package struct ServiceItem: Sendable {
    package let name: String
    /// 英文 — name and description for those who read English; the official text is the Chinese one.
    package let english: EnglishText?
    /// 别名 — what residents call it.
    package let aliases: [String]
    package let summary: String
    /// 未核实 — what nobody has checked against the city's own rules; `nil` where all of it was.
    package let unverified: UnverifiedNotice?
    /// 基本编码 — twelve digits of the national base catalogue.
    package let baseCode: String
    package let localCode: LocalCode
    package let kind: ItemKind
    package let applicants: [ApplicantKind]
    package let service: ServiceTerms
    /// 依据, in the order of the file.
    package let bases: [LegalBasis]
    package let limits: TimeLimits
    package let materials: [Material]
    /// 信息 — what must be known, and from which resource and field.
    package let informationFields: [InformationField]
    /// 标准值 — numbers that change by law, each with its days of effect.
    package let standards: [StandardValue]
    /// The rules; `nil` where every case is decided by people.
    package let rules: ItemRules?
    package let reasons: ReasonTemplates
    /// 人工办理 — the stages where people decide.
    package let stages: [ManualStage]
    /// 办理流程 — what the applicant does, step by step.
    package let steps: [String]
    /// 可不予 — grounds on which a person may refuse.
    package let refusalGrounds: [String]
    package let remedies: Remedies
    package let outcome: ItemOutcome
    package let examples: [ItemExample]
    /// Whether anything in it is not verified against its source (its author wrote 示例 there), which page and paper
    /// then say.
    package let isSample: Bool
    package let version: ItemVersion

    /// The stable identity of the item, e.g. `339900-MZ-0007`.
    package var id: String { localCode.description }
    /// The last part of its public address: `0007` of `/s/0007`.
    package var slug: String { localCode.serial }
    package func basis(named name: String) -> LegalBasis? { bases.first { $0.key == name } }
    package func field(named name: String) -> InformationField? { informationFields.first { $0.name == name } }

    /// Name in a language; English falls back to the official Chinese name.
    /// 取数依据 — the legal basis on which facts are read for it: what grants of departments name as well.
    package var readingBasis: String { bases.first?.citation ?? name }

    package func name(in language: Language) -> String { language == .english ? english?.name ?? name : name }
    package func summary(in language: Language) -> String {
        language == .english ? english?.summary ?? summary : summary
    }

    /// What was not verified, and whom to ask, as it is told to whoever reads the guide.
    package struct UnverifiedNotice: Hashable, Sendable {
        package let chinese: String
        package let english: String
        package func text(in language: Language) -> String { language == .english ? english : chinese }
    }

    /// English name and description.
    package struct EnglishText: Hashable, Sendable {
        package let name: String
        package let summary: String?
    }
}

/// 版本 — SHA-256 over the bytes that the definition was read from, as 64 hexadecimal digits.
package struct ItemVersion: Hashable, Sendable, CustomStringConvertible {
    package let digest: String
    package init(digest: String) { self.digest = digest }
    package init(of bytes: [UInt8]) { digest = Hex.text(Digest.sha256(bytes)) }
    package var description: String { digest }
}
