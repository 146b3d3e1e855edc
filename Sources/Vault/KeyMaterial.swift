import Crypto
import Glibc
package import Kernel

/// The raw keys, as the key file holds them. A city that has a key service replaces this file by its own source.
package struct KeyMaterial: Sendable {
    package let masters: [UInt8: [UInt8]]
    package let index: [UInt8]
    package let session: [UInt8]
    package let certificate: [UInt8]
    package let log: [UInt8]

    /// Fresh keys from the system's random source.
    package static func random(_ ids: some IDSource) -> KeyMaterial {
        KeyMaterial(
            masters: [1: ids.randomBytes(32)], index: ids.randomBytes(32), session: ids.randomBytes(32),
            certificate: Array(P256.Signing.PrivateKey().rawRepresentation),
            log: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
    }

    /// Reads the key file, or makes one where there is none: readable by its owner only.
    /// - Throws: `VaultError.keyFile` where it is damaged or others may read it.
    package static func file(_ path: String, ids: some IDSource) throws(VaultError) -> KeyMaterial {
        if let existing = try read(path) { return existing }
        let fresh = random(ids)
        try write(fresh, to: path)
        return fresh
    }

    private static func read(_ path: String) throws(VaultError) -> KeyMaterial? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .keyFile("cannot read \(path)")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw .keyFile("\(path) can be read by others: chmod 600 \(path)")
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0, let json = try? JSON.parse(buffer[..<count]), let keys = KeyMaterial(json) else {
            throw .keyFile("\(path) is damaged: restore it from the key backup")
        }
        return keys
    }

    /// Whole or not at all, and on disk with its folder before anything is sealed under it: what is sealed under a lost key
    /// is lost.
    private static func write(_ keys: KeyMaterial, to path: String) throws(VaultError) {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .keyFile("cannot create \(path)") }
        let bytes = keys.json.bytes
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, path) == 0, syncFolder(of: path) else { throw .keyFile("cannot write \(path)") }
    }

    private static func syncFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    private init(masters: [UInt8: [UInt8]], index: [UInt8], session: [UInt8], certificate: [UInt8], log: [UInt8]) {
        self.masters = masters
        self.index = index
        self.session = session
        self.certificate = certificate
        self.log = log
    }

    private init?(_ json: JSON) {
        func key(_ name: String) -> [UInt8]? {
            guard let bytes = json[name]?.string.flatMap({ Base64URL.bytes($0) }), bytes.count == 32 else { return nil }
            return bytes
        }
        guard let index = key("index"), let session = key("session"), let certificate = key("certificate"),
            let log = key("log"), let members = json["masters"]?.members
        else { return nil }
        var masters: [UInt8: [UInt8]] = [:]
        for member in members {
            guard let id = UInt8(member.key), let bytes = member.value.string.flatMap({ Base64URL.bytes($0) }),
                bytes.count == 32
            else { return nil }
            masters[id] = bytes
        }
        self.init(masters: masters, index: index, session: session, certificate: certificate, log: log)
    }

    private var json: JSON {
        [
            "masters": .object(
                masters.sorted { $0.key < $1.key }.map { JSON.Member(String($0.key), JSON(Base64URL.text($0.value))) }),
            "index": JSON(Base64URL.text(index)), "session": JSON(Base64URL.text(session)),
            "certificate": JSON(Base64URL.text(certificate)), "log": JSON(Base64URL.text(log)),
        ]
    }
}
