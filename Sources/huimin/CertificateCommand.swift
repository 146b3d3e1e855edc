import ArgumentParser
import ECertificates
import Foundation
import Kernel
import Vault

/// `huimin certificate verify`: a check that trusts only public keys.
struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate", abstract: "Electronic certificates.", subcommands: [Verify.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a certificate file and print what it states.",
            discussion:
                "Exit 1 where it is not genuine. Whether it was revoked is told by the status list that it names.")

        @Argument(help: "The certificate (SD-JWT) file.")
        var file: String

        @Option(help: "The issuer's public keys: the content of /.well-known/jwks.json.")
        var keys: String

        @Option(help: "Whom the holder was to show it to, where the file is a presentation.")
        var audience: String?

        @Option(help: "The nonce that the presentation was asked for with.")
        var nonce: String?

        func validate() throws {
            if (audience == nil) != (nonce == nil) {
                throw ValidationError("--audience and --nonce belong together.")
            }
        }

        func run() throws {
            let set = try JSON.parse(try Files.text(keys))
            let verifiers = (set["keys"]?.array ?? []).compactMap(CertificateVerifyingKey.init(jwk:))
            guard !verifiers.isEmpty else { throw ValidationError("\(keys) holds no P-256 public key.") }
            let binding = audience.flatMap { audience in nonce.map { KeyBinding(audience: audience, nonce: $0) } }
            let text = try Files.text(file)
            do throws(SelectiveDisclosureToken.Fault) {
                let compact = try (try? JSON.parse(Array(text.utf8))).map(SelectiveDisclosureToken.compact)
                let claims = try SelectiveDisclosureToken.verify(
                    compact ?? text.filter { !$0.isWhitespace }, keys: verifiers, binding: binding)
                Terminal.say("签名有效 (the signature is valid)")
                Terminal.say(claims.indentedText)
            } catch {
                Terminal.complain("这不是一张有效的证照 (not a genuine certificate): \(error.rawValue)")
                throw ExitCode(1)
            }
        }
    }
}
