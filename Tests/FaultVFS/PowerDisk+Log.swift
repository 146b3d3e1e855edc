package import EventLog

/// The files of the log on the same disk as the database, so that one failure of power meets both.
extension PowerDisk: LogDisk {
    package func read(_ path: String) -> [UInt8]? {
        guard let file = open(path, creating: false) else { return nil }
        return bytes(file, 0..<size(file))
    }

    package func write(_ bytes: [UInt8], to path: String) throws(LogFault) {
        guard let file = open(path, creating: true), truncate(file, to: 0), write(bytes, to: file, at: 0),
            sync(file, path: path)
        else { throw .file(path) }
    }

    package func rename(_ path: String, to target: String) throws(LogFault) {
        guard renameFile(path, to: target) else { throw .file(target) }
    }

    package func makeFolder(_ path: String) throws(LogFault) -> Bool {
        guard let isNew = makeFolderIfNone(path) else { throw .file(path) }
        return isNew
    }

    package func exists(folder: String) -> Bool { hasFolder(folder) }
    package func names(in folder: String) -> [String] { names(below: folder) }

    package func sync(folder: String) throws(LogFault) {
        guard syncNames(in: folder) else { throw .file(folder) }
    }

    package func remove(_ path: String) { _ = removeName(path) }
    package func remove(folder: String) { removeFolder(folder) }
}
