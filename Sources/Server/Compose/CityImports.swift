import Catalog
import ECertificates
import Exchange
import Foundation
import Kernel

extension CityFolder {
    /// 归集. A city where departments' certificates cannot be read has no such file.
    static func importedTypes(
        _ path: String, _ departments: [Department], issued: [String: CertificateType]
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
            guard Set(types.map(\.code)).count == types.count else {
                throw DescriptionError(path: "归集", problem: "同一个资源写了两次 (a resource stands twice)")
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
        guard [force?.field, end?.field, end?.forEver?.field].compactMap(\.self).allSatisfy(names.contains) else {
            throw DescriptionError(path: path, problem: "有效、到期用到的信息项也要写在栏目里 (有效 and 到期 name fields of 栏目)")
        }
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
