import FoundationEssentials

/// 城市文件夹 — where a city keeps its definitions: `items/<name>/item.yaml` and `departments/<name>.yaml`.
package enum DefinitionFolder {
    /// Every `item.yaml` below a folder, by path; a path to a file is that file.
    package static func definitions(at path: String) throws -> [DefinitionFile] {
        try files(at: path) { $0 == "item.yaml" }
    }

    /// What the descriptions in a folder of departments register, and everything that is wrong with them.
    package static func knownSources(at path: String) throws -> (known: KnownSources, findings: [Finding]) {
        var (known, findings) = DepartmentReader.read(try departments(at: path))
        let register = try register(at: folder(above: path))
        (known.offices, known.certificates) = (register.offices, register.certificates)
        return (known, findings + register.findings + (try catalogueFindings(folder(above: path))))
    }

    /// What is wrong with the reference of certificate types; a city need not have one.
    private static func catalogueFindings(_ city: String) throws -> [Finding] {
        let path = city + "/certificate-catalogue"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return CertificateCatalogueCheck.read(try files(at: path) { $0.hasSuffix(".yaml") }).findings
    }

    /// What else of a city's folder items refer to: who works where (`staff.yaml`) and what is issued (`certificates`); `nil`
    /// what is not there.
    package static func register(at city: String) throws -> CityRegister {
        var register = CityRegister()
        let manager = FileManager.default
        if manager.fileExists(atPath: city + "/staff.yaml") {
            let file = try file(city + "/staff.yaml")
            let (root, findings) = YAMLReader.read(String(decoding: file.bytes, as: UTF8.self), file: file.path)
            register.findings += findings
            if let root { register.offices = Set((root["岗位"]?.list ?? []).compactMap { $0.string("机关") }).sorted() }
        }
        if manager.fileExists(atPath: city + "/certificates") {
            let (types, findings) = CertificateCheck.read(
                try files(at: city + "/certificates") { $0.hasSuffix(".yaml") }, offices: register.offices)
            register.certificates = types
            register.findings += findings
        }
        return register
    }

    /// Every description of a department in a folder, by path.
    package static func departments(at path: String) throws -> [DefinitionFile] {
        try files(at: path) { $0.hasSuffix(".yaml") }
    }

    /// The folder of departments that belongs to a definition: `departments` in the nearest folder above it.
    package static func departments(near path: String) -> String? {
        let manager = FileManager.default
        var folder = path.hasPrefix("/") ? path : manager.currentDirectoryPath + "/" + path
        while !folder.isEmpty {
            let candidate = folder + "/departments"
            if manager.fileExists(atPath: candidate) { return candidate }
            guard let slash = folder.lastIndex(of: "/") else { return nil }
            folder = String(folder[..<slash])
        }
        return nil
    }

    private static func folder(above path: String) -> String {
        let path = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path[...]
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func files(at path: String, where isWanted: (String) -> Bool) throws -> [DefinitionFile] {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw CatalogueFault.noSuchFile(path)
        }
        guard isDirectory else { return [try file(path)] }
        return try paths(below: path).filter { isWanted(String($0.split(separator: "/").last ?? "")) }.map(file)
    }

    /// Hidden files are passed over.
    private static func paths(below folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().flatMap { name -> [String] in
            guard !name.hasPrefix(".") else { return [] }
            let path = folder + "/" + name
            var isDirectory = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return [] }
            return isDirectory ? try paths(below: path) : [path]
        }
    }

    private static func file(_ path: String) throws -> DefinitionFile {
        guard let data = FileManager.default.contents(atPath: path) else { throw CatalogueFault.noSuchFile(path) }
        return DefinitionFile(path: path, bytes: Array(data))
    }
}

/// 城市登记 — the offices with staff and the certificate types of a city, and what is wrong with their files.
package struct CityRegister: Sendable {
    package var offices: [String]?
    package var certificates: [KnownSources.Certificate]?
    package var findings: [Finding] = []
}

/// Why a catalogue cannot be loaded.
package enum CatalogueFault: Error, Sendable {
    /// Neither a file nor a folder is there, or it may not be read.
    case noSuchFile(String)
    /// Definitions that are wrong: all findings of all files.
    case findings([Finding])
    /// A definition was written to between its reading and its publishing; the next start finds it whole.
    case changedMeanwhile(String)
    /// A published version is not any more what its digest says.
    case damagedVersion(String)
}

extension Catalogue {
    /// Every item below a folder, all of them checked: all or, as `CatalogueFault.findings`, everything that is wrong.
    package static func load(directory: String, known: KnownSources) throws -> Catalogue {
        let (items, findings) = ItemChecker.read(try DefinitionFolder.definitions(at: directory), against: known)
        guard findings.isEmpty else { throw CatalogueFault.findings(findings) }
        return Catalogue(items)
    }
}
