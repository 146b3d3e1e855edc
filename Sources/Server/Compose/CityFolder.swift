import Cases
package import Catalog
import CrossCity
import ECertificates
package import Exchange
package import Flow
import Foundation
package import Identity
import Kernel

/// 城市: the folder of definitions of one city, read at start: everything in it is checked before anything is served.
package struct CityFolder: Sendable {
    let name: String
    let division: String
    let logName: String
    let witnesses: CityWitnesses
    let places: PlaceNames
    package let departments: [Department]
    /// Where each department is described, for what its connector finds wrong.
    private let departmentFiles: [String: String]
    let certificateTypes: [String: CertificateType]
    package let calendar: WorkingCalendar
    package let catalogue: Catalogue
    package let staff: StaffRegister
    let sharingTimes: SharingTimes
    /// 归集: departments' own certificates that residents may have read.
    let importedTypes: [ImportedType]
    /// 共享授权 that the city wrote down.
    package let grants: [SharingTerms]
    /// 协同城市; empty where the city handles everything by itself.
    let partners: PartnerRegister
    /// What definitions may refer to.
    let known: KnownSources

    /// - Throws: `StartupError` with every problem found.
    package init(path: String) throws {
        let city = try Self.read("\(path)/city.yaml", Description.init(yaml:))
        name = try city.required("城市")
        division = try city.required("区划")
        (logName, witnesses) = try Self.logSetting(path)
        sharingTimes = try Self.times(of: city, path)
        places = try Self.places(path)
        var known = try Self.readSources("\(path)/departments")
        let described = try Self.readAllWithFiles("\(path)/departments", Department.init(yaml:))
        departments = described.map(\.value)
        departmentFiles = described.reduce(into: [:]) { $0[$1.value.name] = $1.file }
        let register = try DefinitionFolder.register(at: path)
        try Self.refuse(register.findings)
        let types = try Self.readAll("\(path)/certificates") { try CertificateType(Description(yaml: $0)) }
        certificateTypes = types.reduce(into: [:]) { $0[$1.name] = $1 }
        calendar = try CityCalendar.load(city: path)
        staff = try Self.readStaff("\(path)/staff.yaml")
        grants = try Self.readGrants("\(path)/grants.yaml", departments)
        importedTypes = try Self.importedTypes(
            "\(path)/imports.yaml", departments, issued: certificateTypes, grants: grants)
        partners = try Self.readPartners("\(path)/partners.yaml", offices: staff.offices)
        (known.offices, known.certificates) = (register.offices, register.certificates)
        self.known = known
        do {
            catalogue = try Catalogue.load(directory: "\(path)/items", known: known)
        } catch CatalogueFault.findings(let findings) { throw Self.startupError(findings) }
        // What is not there has ended, publicly: a folder that was not mounted must not end everything.
        guard !catalogue.items.isEmpty else {
            throw StartupError("\(path)/items 里一个事项也没有，请检查这个文件夹 (no service item there: check the folder)")
        }
        for item in catalogue.items where certificateTypes[item.outcome.certificate] == nil {
            throw StartupError(
                "\(item.name): 没有证照类型“\(item.outcome.certificate)”，请在 \(path)/certificates 写一个 (no such certificate type)"
            )
        }
    }

    /// The name of the log and who watches it; `path` is the city's folder.
    static func logSetting(_ path: String) throws -> (name: String, witnesses: CityWitnesses) {
        let file = "\(path)/city.yaml"
        let city = try read(file, Description.init(yaml:))
        do { return (try city.required("日志"), try CityWitnesses(city["见证"])) } catch {
            throw StartupError("\(file): \(error)")
        }
    }

    /// Names of divisions; `path` is the city's folder.
    static func places(_ path: String) throws -> PlaceNames {
        PlaceNames(try read("\(path)/divisions.yaml", Description.init(yaml:))["区划"]?.textMap ?? [:])
    }

    /// 协同城市. A city that handles everything by itself has no such file.
    private static func readPartners(_ path: String, offices: [String]) throws -> PartnerRegister {
        guard FileManager.default.fileExists(atPath: path) else { return .empty }
        let register = try read(path) { try PartnerRegister(Description(yaml: $0)) }
        for office in register.partners.map(\.city.office) where !offices.isEmpty && !offices.contains(office) {
            throw StartupError("\(path): 代收窗口“\(office)”没有工作人员，请在 staff.yaml 里写一个岗位 (nobody works at this office)")
        }
        return register
    }

    /// 岗位. A city whose staff come from an identity system of their own has no such file.
    private static func readStaff(_ path: String) throws -> StaffRegister {
        guard FileManager.default.fileExists(atPath: path) else { return StaffRegister([]) }
        let posts = try read(path) { text in
            try (Description(yaml: text)["岗位"]?.list ?? []).map { post in
                StaffPost(
                    id: try post.required("工号"), name: try post.required("姓名"), office: try post.required("机关"),
                    title: try post.required("职务"), phone: try post.required("手机"))
            }
        }
        return StaffRegister(posts)
    }

    private static func times(of city: Description, _ path: String) throws -> SharingTimes {
        do { return try SharingTimes(city) } catch { throw StartupError("\(path)/city.yaml: \(error)") }
    }

    /// 授权. Without the file nothing is granted by the city itself.
    private static func readGrants(_ path: String, _ departments: [Department]) throws -> [SharingTerms] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let resources = departments.flatMap(\.resources)
        return try read(path) { text in
            let terms = try SharingTerms.read(Description(yaml: text))
            for term in terms { try term.check(against: resources) }
            return terms
        }
    }

    /// What definitions may refer to, as `huimin item check` reads it: a description that is wrong is not served from.
    private static func readSources(_ folder: String) throws -> KnownSources {
        guard FileManager.default.fileExists(atPath: folder) else { return KnownSources([]) }
        let (known, findings) = DepartmentReader.read(try DefinitionFolder.departments(at: folder))
        try refuse(findings)
        return known
    }

    private static func refuse(_ findings: [Finding]) throws {
        guard findings.isEmpty else { throw startupError(findings) }
    }

    private static func startupError(_ findings: [Finding]) -> StartupError {
        StartupError(findings.map { $0.line(in: .chinese) }.joined(separator: "\n"))
    }

    /// - Throws: `StartupError` that names the department's file, for a description that its kind cannot use.
    func described<Value>(_ department: Department, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DescriptionError {
            throw StartupError("\(departmentFiles[department.name] ?? department.name): \(error)")
        }
    }

    static func readAll<Value>(_ folder: String, _ parse: (String) throws -> Value) throws -> [Value] {
        try readAllWithFiles(folder, parse).map(\.value)
    }

    private static func readAllWithFiles<Value>(
        _ folder: String, _ parse: (String) throws -> Value
    ) throws -> [(file: String, value: Value)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return try names.filter { $0.hasSuffix(".yaml") }.sorted().map {
            ("\(folder)/\($0)", try read("\(folder)/\($0)", parse))
        }
    }

    static func read<Value>(_ path: String, _ parse: (String) throws -> Value) throws -> Value {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw StartupError("读不到 \(path)，请用 --city 指明城市定义所在的文件夹 (cannot read it; name the folder with --city)")
        }
        do { return try parse(String(decoding: bytes, as: UTF8.self)) } catch {
            throw StartupError("\(path): \(error)")
        }
    }
}

extension CertificateType {
    /// `3 年`, `18 个月`; `nil` for 长期, and where nothing is written.
    private static func months(_ text: String?) throws -> Int? {
        guard let text, text != "长期" else { return nil }
        switch Term(text) {
        case let term? where term.unit == .months: return term.count
        case let term? where term.unit == .years: return 12 * term.count
        default: throw DescriptionError(path: "有效期", problem: "\(text)：写成“3 年”、“6 个月”或“长期” (write 3 年 or 长期)")
        }
    }

    init(_ description: Description) throws {
        self.init(
            name: try description.required("证照"), englishName: try description.required("英文"),
            slug: try description.required("简称"), authority: try description.required("颁发机构"),
            authorityCode: try description.required("机构代码"), typeCode: try description.required("类型代码"),
            statement: try description.required("正文"), isSample: description["示例"]?.text != "false",
            validMonths: try Self.months(description["有效期"]?.text), keeper: description["管理机关"]?.text,
            layout: CertificateLayout(
                paper: description["版面"]?["纸张"]?.text.flatMap(CertificateLayout.PaperSize.init(rawValue:)) ?? .portrait,
                frame: description["版面"]?["边框"]?.text.flatMap(CertificateLayout.Frame.init(rawValue:)) ?? .double,
                claims: description["版面"]?["栏目"]?.list?.compactMap(\.text)))
    }
}
