import Catalog
import ECertificates
import Exchange
import Foundation
import Kernel

extension CityFolder {
    /// 归集. A city where departments' certificates cannot be read has no such file.
    static func importedTypes(
        _ path: String, _ departments: [Department], issued: [String: CertificateType], grants: [SharingTerms]
    ) throws -> [ImportedType] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try read(path) { text in
            let city = try Description(yaml: text)
            let basis = try city.required("依据")
            let types = try (city["归集"]?.entries ?? []).map {
                try ImportedType($0.key, $0.value, basis: basis, departments: departments)
            }
            if let name = types.map(\.name).first(where: { issued[$0] != nil }) {
                throw DescriptionError(path: "归集.\(name)", problem: "本市自己签发这种证照，不能归集 (this city issues it itself)")
            }
            let resources = Set(types.map(\.resource))
            guard resources.count == types.count else {
                throw DescriptionError(path: "归集", problem: "同一个资源写了两次 (a resource stands twice)")
            }
            // Without a grant it is not read, and the log says so; one on another basis is a slip of the pen.
            let granted = grants.filter { $0.item == ReadPurpose.importing && resources.contains($0.resource) }
            if let other = granted.first(where: { $0.basis != basis }) {
                throw DescriptionError(
                    path: "依据",
                    problem: "和 grants.yaml 里 import 的依据“\(other.basis)”不一样 (not the basis of the grant)")
            }
            return types
        }
    }
}

extension ImportedType {
    /// Reads one entry of `归集`, and holds it against the resource that it names.
    init(_ name: String, _ tree: Description, basis: String, departments: [Department]) throws {
        let path = "归集.\(name)"
        let resourceName = try tree.required("资源")
        let resource = departments.flatMap(\.resources).first { $0.name == resourceName }
        guard let resource, !resource.allowsMany else {
            throw DescriptionError(
                path: "\(path).资源", problem: "没有每人一条的资源“\(resourceName)” (no such resource of one record)")
        }
        let entry = departments.flatMap(\.catalogue).first { $0.code == resource.code }
        let fields = (tree["栏目"]?.entries ?? []).map { field in
            Field(
                name: field.key, englishName: field.value.text ?? "",
                isSensitive: entry?.fields.first { $0.name == field.key }?.isSensitive ?? true)
        }
        let force = try tree["有效"].map { (field: try $0.required("信息项"), value: try $0.required("值")) }
        let end = try tree["到期"].map {
            End(
                field: try $0.required("信息项"),
                forEver: try $0["长期"].map { (field: try $0.required("信息项"), value: try $0.required("值")) })
        }
        let names = Set(fields.map(\.name))
        guard !names.isEmpty, names.allSatisfy({ resource.field($0) != nil }),
            fields.allSatisfy({ !$0.englishName.isEmpty })
        else {
            throw DescriptionError(
                path: "\(path).栏目", problem: "写资源里有的信息项和它的英文 (fields of the resource, in English too)")
        }
        let needed = [force, end?.forEver].compactMap(\.self)
        guard (needed.map(\.field) + [end?.field].compactMap(\.self)).allSatisfy(names.contains) else {
            throw DescriptionError(path: path, problem: "有效、到期用到的信息项也要写在栏目里 (有效 and 到期 name fields of 栏目)")
        }
        try resource.check(imports: fields.map(\.name), needed, path: path)
        if let end, resource.field(end.field)?.kind != .date {
            throw DescriptionError(path: "\(path).到期", problem: "要是日期 (a day is wanted)")
        }
        guard let days = tree["最久"]?.text.flatMap({ Term($0) }), days.unit == .days, (1...366).contains(days.count)
        else {
            throw DescriptionError(path: "\(path).最久", problem: "写成“7 日”，1 到 366 (write 7 日)")
        }
        self.init(
            name: name, englishName: try tree.required("英文"), authority: resource.provider.name,
            resource: resource.name,
            code: resource.code, fields: fields, force: force, end: end, freshDays: days.count, basis: basis,
            isSample: tree["示例"]?.text != "false")
    }
}

extension Resource {
    /// 查无记录 makes values of what is not there: a certificate would be made of nothing, and none would ever be gone. A value that
    /// cannot come out would be waited for in vain.
    fileprivate func check(imports fields: [String], _ needed: [(field: String, value: String)], path: String) throws {
        for (name, value) in needed where field(name)?.mayBe(value) == false {
            throw DescriptionError(path: path, problem: "“\(name)”没有“\(value)”这个值 (the field has no such value)")
        }
        if let made = fields.first(where: { whenNotRecorded?[$0] != nil }) {
            throw DescriptionError(
                path: "\(path).资源",
                problem: "“\(name)”查无记录时给“\(made)”一个值，不能归集 (it has a value where there is no record)")
        }
    }
}

extension ResourceField {
    /// Whether this value may come out, as far as the description lists them.
    fileprivate func mayBe(_ value: String) -> Bool {
        let known = Set(codes.values).union(values)
        return known.isEmpty || known.contains(value)
    }
}
