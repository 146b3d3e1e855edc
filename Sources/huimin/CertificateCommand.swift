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

        func run() throws {
            let text = try Files.text(file).filter { !$0.isWhitespace }
            let set = try JSON.parse(try Files.text(keys))
            let verifiers = (set["keys"]?.array ?? []).compactMap(CertificateVerifyingKey.init(jwk:))
            guard !verifiers.isEmpty else { throw ValidationError("\(keys) holds no P-256 public key.") }
            do throws(SelectiveDisclosureToken.Fault) {
                let claims = try SelectiveDisclosureToken.verify(text, keys: verifiers)
                Terminal.say("签名有效 (the signature is valid)")
                Terminal.say(claims.indentedText)
            } catch {
                Terminal.complain("这不是一张有效的证照 (not a genuine certificate): \(error.rawValue)")
                throw ExitCode(1)
            }
        }
    }
}
