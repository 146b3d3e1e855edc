import FoundationEssentials

/// The files of a city below its directory.
struct CityFiles: Sendable {
    let directory: String

    func path(_ name: String) -> String { directory + "/" + name }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    func makeFolder(of name: String) throws {
        guard let slash = name.lastIndex(of: "/") else { return }
        try FileManager.default.createDirectory(atPath: path(String(name[..<slash])), withIntermediateDirectories: true)
    }

    /// Writes beside the place and renames, so that a reader never sees half a file.
    /// - Parameter isSecret: readable by the owner only.
    func write(_ bytes: [UInt8], to name: String, isSecret: Bool = false) throws {
        try makeFolder(of: name)
        try Data(bytes).write(to: URL(filePath: path(name)), options: .atomic)
        if isSecret { try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(name)) }
    }

    func read(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(filePath: path(name)))) }
}
