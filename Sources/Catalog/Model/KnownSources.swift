import Kernel

/// 已登记的来源 — what the departments' systems hold, as far as a definition may refer to it: the exchange's catalogue as a
/// plain value, so that definitions are checked without touching the exchange.
package struct KnownSources: Sendable {
    /// By name, e.g. `人口信息`, `民政发放.高龄津贴`.
    package let resources: [String: Resource]

    /// Whether every description could be read; else a name that is not here may stand in the one that could not.
    package let isWhole: Bool

    package init(_ resources: [Resource], isWhole: Bool = true) {
        self.isWhole = isWhole
        self.resources = Dictionary(resources.map { ($0.name, $0) }) { first, _ in first }
    }

    /// 机关 — the offices that have somebody at work; `nil` where the city keeps its staff elsewhere.
    package var offices: [String]?
    /// 证照类型; `nil` where they are not known.
    package var certificates: [Certificate]?

    /// 证照类型 — one kind of certificate, as far as items need to know of it.
    package struct Certificate: Hashable, Sendable {
        package let name: String
        /// What its sentence fills in.
        package let claims: [CertificateClaim]

        package init(name: String, claims: [CertificateClaim] = []) {
            self.name = name
            self.claims = claims
        }
    }

    /// 资源 — one resource of one department.
    package struct Resource: Hashable, Sendable {
        package let name: String
        /// The department that answers for it.
        package let provider: String
        package let fields: [String: Field]
        /// Whether results can be written back to it.
        package let acceptsWriteBack: Bool
        /// 可免材料 — names of materials that need not be handed in because this resource holds what they would prove.
        package let waivedMaterials: [String]
        /// 核验 — questions that it answers by yes or no, by name.
        package let predicates: [String: Predicate]
        /// 记录数: 多 — a person may have several records, so that none of its fields is one fact.
        package let allowsMany: Bool

        package init(
            name: String, provider: String, fields: [String: Field], acceptsWriteBack: Bool = false,
            waivedMaterials: [String] = [], allowsMany: Bool = false, predicates: [String: Predicate] = [:]
        ) {
            self.name = name
            self.provider = provider
            self.fields = fields
            self.acceptsWriteBack = acceptsWriteBack
            self.waivedMaterials = waivedMaterials
            self.allowsMany = allowsMany
            self.predicates = predicates
        }

        /// What a definition may take from it under a name: a field, or the answer to a question. `nil` where there is neither.
        package func field(_ name: String) -> Field? {
            guard let call = PredicateCall(name) else { return fields[name] }
            guard let predicate = predicates[call.name], predicate.fits(call) else { return nil }
            let isUnchanging = predicate.fields.allSatisfy { fields[$0]?.isUnchanging == true }
            return Field(type: .flag, isUnchanging: isUnchanging)
        }
    }

    /// 字段 — a field of a resource; `nil` and empty where the description does not say.
    package struct Field: Hashable, Sendable {
        package let type: FieldType?
        package let choices: [String]
        /// 不变 — who somebody is, which nobody is told to change: 健在 above all.
        package let isUnchanging: Bool

        package init(type: FieldType? = nil, choices: [String] = [], isUnchanging: Bool = false) {
            self.type = type
            self.choices = choices
            self.isUnchanging = isUnchanging
        }
    }

    /// 核验项 — a question that a source answers by yes or no.
    package struct Predicate: Hashable, Sendable {
        package let name: String
        /// What is put into it, in order.
        package let parameters: [Parameter]
        /// 看 — the fields that the answer is computed from.
        package let fields: [String]
        /// 条件 — what a yes means, in FEEL.
        package let condition: String

        package init(name: String, parameters: [Parameter], fields: [String], condition: String) {
            self.name = name
            self.parameters = parameters
            self.fields = fields
            self.condition = condition
        }

        /// 参数.
        package struct Parameter: Hashable, Sendable {
            package let name: String
            package let type: FieldType

            package init(name: String, type: FieldType) {
                self.name = name
                self.type = type
            }
        }

        /// As it is written in a definition: `年满(周岁)`.
        package var form: String { "\(name)(\(parameters.map(\.name).joined(separator: ",")))" }

        /// Whether a call gives every parameter a value of its type.
        func fits(_ call: PredicateCall) -> Bool {
            call.name == name && call.arguments.count == parameters.count
                && zip(parameters, call.arguments).allSatisfy { $0.type.value($1) != nil }
        }
    }

    package func field(_ path: SourcePath) -> Field? { resources[path.resource]?.field(path.field) }

    /// 不变的信息 — the facts of an item whose source says that nobody can change them.
    package func unchangingFacts(of item: ServiceItem) -> Set<String> {
        Set(item.informationFields.filter { $0.source.flatMap { field($0) }?.isUnchanging == true }.map(\.name))
    }

    /// Every path there is, in stable order.
    package var paths: [String] {
        resources.values.flatMap { resource in resource.fields.keys.map { "\(resource.name).\($0)" } }.sorted()
    }

    /// The first path whose field has this name.
    package func path(holding field: String) -> String? {
        paths.first { text in
            SourcePath(text).map { $0.field == field && resources[$0.resource]?.allowsMany == false } ?? false
        }
    }

    /// The resource, first by name, that makes a material unnecessary.
    package func resource(waiving material: String) -> Resource? {
        resources.values.filter { $0.waivedMaterials.contains(material) }.min { $0.name < $1.name }
    }
}
