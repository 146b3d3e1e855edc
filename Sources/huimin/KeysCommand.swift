import ArgumentParser
import Foundation
import Kernel
import Server
import Vault

/// `huimin keys`: the city's keys, without ever showing one.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The city's keys: list, change, seal.",
        discussion: """
            HUIMIN_KEY_PASSPHRASE opens and seals keys.json; HUIMIN_TOKEN_PIN opens a security module (PKCS #11). Changes \
            need a stopped server and take effect when it starts. Back up keys.json after each of them.
            """,
        subcommands: [List.self, NewMaster.self, NewCertificate.self, Seal.self, Unseal.self])

    /// Where the keys are.
    struct Place: ParsableArguments {
        @Option(help: "Where the city's data are kept.")
        var data = "data"

        var keys: CityKeys { CityKeys(data: data) }
        var ids: SystemIDs { SystemIDs(time: MachineClock()) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Which keys there are, and which of them sign and seal.")

        @OptionGroup var place: Place

        func run() throws {
            try reporting {
                let vault = try place.keys.vault()
                let now = MachineClock().now()
                let signing = vault.certificateKeys.signing(at: now).keyID
                Terminal.say(
                    "\(vault.suite.name)，主密钥 (master keys): \(vault.masterNumbers.map(String.init).joined(separator: " "))"
                )
                for (keyID, from) in vault.certificateKeys.schedule {
                    let state =
                        keyID == signing
                        ? "正在签 (signs)" : from > now ? "\(from.iso8601) 起签 (signs from then on)" : "只核验 (verifies)"
                    Terminal.say("证照密钥 (certificate key) \(keyID)  \(state)")
                }
                let isSealed = try place.keys.file.isSealed()
                Terminal.say(isSealed ? "密钥文件已加密 (sealed)" : "密钥文件没有加密，可用 huimin keys seal (not sealed)")
            }
        }
    }

    struct NewMaster: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new-master",
            abstract: "Seal with a new master key from now on; the others still open what they have sealed.")

        @OptionGroup var place: Place

        func run() throws {
            try reporting {
                try place.keys.change(place.ids) { keys in
                    guard let number = keys.addMaster(place.ids) else {
                        throw StartupError("主密钥已有 255 把 (there are 255 master keys already)")
                    }
                    Terminal.say("第 \(number) 把主密钥 (master key \(number))")
                }
            }
        }
    }

    struct NewCertificate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new-certificate",
            abstract:
                "Another certificate key: published at the next start, signing later, so that verifiers know it then.")

        @OptionGroup var place: Place

        @Option(help: "Hours until it signs: longer than verifiers keep the key set.")
        var hours = 24

        @Option(help: "The PKCS #11 library of a security module that holds the key.")
        var module: String?

        @Option(help: "The label of the token in it.")
        var token: String?

        @Option(help: "The label of the key pair (P-256) in the token.")
        var label: String?

        func validate() throws {
            guard Set([module, token, label].map { $0 == nil }).count == 1 else {
                throw ValidationError("--module, --token and --label belong together.")
            }
            guard hours >= 0 else { throw ValidationError("--hours is 0 or more.") }
        }

        func run() throws {
            try reporting {
                let from = MachineClock().now().adding(seconds: Int64(hours) * 3600)
                let source = try module.flatMap { module in
                    token.flatMap { token in label.map { TokenPlace(module: module, token: token, label: $0) } }
                }.map { try place.keys.found($0) }
                try place.keys.change(place.ids) { $0.addCertificateKey(at: source, signsFrom: from) }
                Terminal.say("新的证照密钥 \(from.iso8601) 起签 (the new certificate key signs from then on)")
            }
        }
    }

    struct Seal: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Keep keys.json under the passphrase in HUIMIN_KEY_PASSPHRASE, or under HUIMIN_NEW_KEY_PASSPHRASE.")

        @OptionGroup var place: Place

        func run() throws {
            let environment = ProcessInfo.processInfo.environment
            let passphrase = environment["HUIMIN_NEW_KEY_PASSPHRASE"] ?? environment["HUIMIN_KEY_PASSPHRASE"] ?? ""
            guard passphrase.count >= Self.lengthMin else {
                throw ValidationError(
                    "HUIMIN_KEY_PASSPHRASE 至少 \(Self.lengthMin) 个字符 (at least \(Self.lengthMin) characters)")
            }
            try reporting {
                let file = place.keys.file
                try place.keys.change(place.ids, keptAs: KeyFile(path: file.path, passphrase: passphrase))
                Terminal.say("密钥文件已加密，口令请另外保管，丢了谁也打不开 (sealed; nobody can open it without the passphrase)")
            }
        }

        private static let lengthMin = 12
    }

    struct Unseal: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep keys.json open again.")

        @OptionGroup var place: Place

        func run() throws {
            try reporting {
                try place.keys.change(place.ids, keptAs: KeyFile(path: place.keys.file.path))
                Terminal.say("密钥文件不再加密 (no longer sealed)")
            }
        }
    }
}

/// What stops a command is told in its own words.
private func reporting(_ body: () throws -> Void) throws {
    do { try body() } catch let error as StartupError {
        Terminal.complain(error.description)
        throw ExitCode(1)
    }
}
