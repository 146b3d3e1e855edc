import Foundation
package import Kernel
import StorageSQLite
package import Vault

/// A city's keys, read and changed by those who run it.
package struct CityKeys: Sendable {
    package let file: KeyFile
    private let data: String

    /// - Parameter data: where the city's data are kept. Passphrase and PIN stand in the environment.
    package init(data: String) {
        self.data = data
        file = KeyFile(path: data + "/keys.json", environment: ProcessInfo.processInfo.environment)
    }

    /// The vault of a city that has keys already.
    package func vault() throws -> KeyVault {
        guard let keys = try told({ () throws(VaultError) in try file.read() }) else {
            throw StartupError(
                "\(data) 里没有 keys.json，请用 --data 指出城市的数据 (no keys.json in \(data): name the city's data)")
        }
        return try told { () throws(VaultError) in try file.vault(keys) }
    }

    /// The vault of a city whose keys are made where this is its first start; its keys can sign.
    func vaultOrNew(_ ids: some IDSource, suite: CipherSuite, at now: Instant) throws -> KeyVault {
        try told { () throws(VaultError) in
            let vault = try file.vault(try file.readOrMake(ids, suite: suite))
            try vault.certificateKeys.check(at: now)
            return vault
        }
    }

    /// A key in a security module, with its public half as the module has it.
    package func found(_ place: TokenPlace) throws -> TokenPlace {
        try told { () throws(VaultError) in try place.found(pin: file.tokenPIN) }
    }

    /// Changes the keys while no server has them; a change takes effect when one starts.
    /// - Parameter target: how they are kept from now on; by default as they were.
    package func change(
        _ ids: some IDSource, keptAs target: KeyFile? = nil, _ change: (inout KeyMaterial) throws -> Void = { _ in }
    ) throws {
        let lock: DirectoryLock
        do { lock = try DirectoryLock(path: data + "/lock") } catch {
            throw StartupError("请先停下服务器再改密钥 (stop the server first)")
        }
        defer { withExtendedLifetime(lock) {} }
        guard var keys = try told({ () throws(VaultError) in try file.read() }) else {
            throw StartupError("\(data) 里没有 keys.json (no keys.json in \(data))")
        }
        try change(&keys)
        let changed = keys
        // What cannot be opened must not take the place of what can.
        _ = try told { () throws(VaultError) in try file.vault(changed) }
        try told { () throws(VaultError) in
            let kept = if let target { target } else { try file.asItStands() }
            try kept.write(changed, ids)
        }
    }

    private func told<Value>(_ body: () throws(VaultError) -> Value) throws -> Value {
        do { return try body() } catch {
            switch error {
            case .keyFile(let why): throw StartupError("密钥文件用不了 (the key file cannot be used): \(why)")
            case .token(let why), .tokenRefusesPIN(let why):
                throw StartupError("密码机用不了 (the security module cannot be used): \(why)")
            default: throw error
            }
        }
    }
}
