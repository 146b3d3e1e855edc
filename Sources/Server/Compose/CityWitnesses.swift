import Connectors
import EventLog
import Exchange
import StorageSQLite
import TransparencyLog
import Vault

/// 见证: the part of `city.yaml` that says who watches the log, and how many of them must have signed a checkpoint.
struct CityWitnesses: Sendable {
    private struct Entry: Sendable {
        let authority: String
        let name: String
        let address: WitnessAddress?
    }

    private let entries: [Entry]
    private let quorum: Int

    /// - Parameter description: `nil` where nobody watches yet.
    init(_ description: Description?) throws {
        entries = try (description?["名单"]?.list ?? []).map { entry in
            let address = try entry["地址"].map { _ in
                WitnessAddress(key: try entry.required("公钥"), url: try entry.required("地址"))
            }
            return Entry(
                authority: try entry.required("单位"), name: try entry.required("名字"), address: address)
        }
        guard let description else {
            quorum = 0
            return
        }
        let least = try description.required("至少")
        guard let quorum = Int(least), (1...max(1, entries.count)).contains(quorum) else {
            throw DescriptionError(path: "见证.至少", problem: "写 1 到名单家数之间的数 (a number from 1 to that of the witnesses)")
        }
        self.quorum = quorum
    }

    /// Who is named without an address.
    var unreachable: [String] { entries.filter { $0.address == nil }.map(\.name) }

    /// - Parameter addresses: replace those of the description, by the witness's name.
    func policy(_ addresses: [String: WitnessAddress]) throws -> WitnessPolicy {
        WitnessPolicy(
            witnesses: try entries.map { entry in
                LogWitness(
                    authority: entry.authority, name: entry.name,
                    contact: try (addresses[entry.name] ?? entry.address).map { try contact(entry.name, $0) })
            },
            quorum: quorum)
    }

    private func contact(_ name: String, _ address: WitnessAddress) throws -> LogWitness.Contact {
        guard let key = NoteKey(verifierKey: address.key, hasher: SHA256TreeHasher()), key.algorithm == .cosignature,
            key.name == name
        else { throw StartupError("见证人 \(name) 的公钥不对，请抄它启动时打印的那一行 (its key is wrong: copy the line that it prints)") }
        guard let connection = HTTPWitness(address: address.url) else {
            throw StartupError("见证人 \(name) 的地址以 http:// 或 https:// 开头 (its address starts with http:// or https://)")
        }
        return LogWitness.Contact(key: key, connection: connection)
    }
}

/// What witnesses are started with, before there is a platform.
package struct WitnessSetting: Sendable {
    /// The log's key as it is handed out.
    package let logKey: String
    /// The names under which they sign; those that the city knows addresses of run elsewhere.
    package let names: [String]
}

extension Settings {
    /// Reads the city's names and the log's key, which is made where this is the first start.
    package func witnessSetting() throws -> WitnessSetting {
        try Folder.make(data)
        let lock = try DirectoryLock(path: data + "/lock")
        defer { withExtendedLifetime(lock) {} }
        let time = SystemTime()
        let vault = try CityKeys(data: data).vaultOrNew(SystemIDs(time: time), suite: suite, at: time.now())
        let (logName, witnesses) = try CityFolder.logSetting(city)
        let identity = LogIdentity(origin: logName, key: vault.logKey)
        return WitnessSetting(logKey: identity.verifierKey, names: witnesses.unreachable)
    }
}

/// Where a witness is and what it signs with, as the department tells it.
package struct WitnessAddress: Sendable {
    /// `name+id+key`, as `huimin log witness` prints it.
    package let key: String
    package let url: String

    package init(key: String, url: String) {
        self.key = key
        self.url = url
    }
}
