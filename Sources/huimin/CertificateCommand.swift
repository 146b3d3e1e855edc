import ArgumentParser
import ECertificates
import EventLog
import Foundation
import Kernel
import TransparencyLog
import Vault

/// `huimin certificate verify`: a check that trusts only public keys.
struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate", abstract: "Electronic certificates.", subcommands: [Verify.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a certificate file and print what it states.",
            discussion: """
                Takes a credential (SD-JWT), or a file with its proofs, as its holder downloads them. \
                Exit 1 where it is not genuine, 3 where it is genuine and does not count now: expired, or suspended or ended by \
                the status list that it names. Without --status only what stands in the certificate itself is known.
                """)

        @Argument(help: "The certificate (SD-JWT) file.")
        var file: String

        @Option(help: "The issuer's public keys: the content of /.well-known/jwks.json.")
        var keys: String

        @Option(help: "The status list that the certificate names, as it was fetched from there.")
        var status: String?

        @Option(help: "The log's public key, as /log/key gives it, for a file with proofs.")
        var logKey: String?

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
            guard let verifiers = try? JSONWebKeySet(set), !verifiers.keys.isEmpty else {
                throw ValidationError("\(keys) holds no key that checks signatures, or two of one name.")
            }
            let text = try Files.text(file)
            let binding = audience.flatMap { audience in nonce.map { KeyBinding(audience: audience, nonce: $0) } }
            if let bundle = (try? JSON.parse(Array(text.utf8))).flatMap(CertificateBundle.init) {
                return try check(bundle, verifiers, binding)
            }
            do throws(SelectiveDisclosureToken.Fault) {
                let scanned = try PaperStatement(scanned: text.filter { !$0.isWhitespace }, keys: verifiers)
                if let scanned { return Self.say(scanned) }
                let compact = try (try? JSON.parse(Array(text.utf8))).map(SelectiveDisclosureToken.compact)
                let claims = try SelectiveDisclosureToken.verify(
                    compact ?? text.filter { !$0.isWhitespace }, keys: verifiers, binding: binding)
                Terminal.say("签名有效 (the signature is valid)")
                Terminal.say(claims.indentedText)
                try standing(of: claims, verifiers)
            } catch {
                Terminal.complain("这不是一张有效的证照 (not a genuine certificate): \(error.rawValue)")
                throw ExitCode(1)
            }
        }

        /// 纸上的二维码: what was signed, and that it says nothing of today.
        private static func say(_ paper: PaperStatement) {
            Terminal.say("签名有效 (the signature is valid)")
            Terminal.say("证照 \(paper.typeName)  编号 \(paper.number)  持证人 \(paper.maskedHolder)  校验码 \(paper.checkCode)")
            let until = paper.validUntil.map { "有效期至 \($0) (until)" } ?? "长期有效 (for ever)"
            Terminal.say("签发 \(paper.issuedOn) (issued)  \(until)")
            Terminal.say(
                "请对照纸面。签发以后可能已经暂停、撤销或者换发，要联网才查得到 (compare it with the sheet; it may have been suspended, "
                    + "revoked or replaced since, which only a check online can tell)")
            if let last = paper.validUntil, last < MachineClock().now().civilDate() { end("已过期 (expired)") }
        }

        /// Says how it stands, and ends the program where it does not count now.
        private func standing(
            of claims: JSON, _ keys: JSONWebKeySet
        ) throws(SelectiveDisclosureToken.Fault) {
            let now = Int(MachineClock().now().milliseconds / 1000)
            var finding = TokenStatus.valid
            if let end = claims["exp"]?.int, end <= now { finding = .expired }
            if finding == .valid, let status {
                let list = (try? Files.text(status))?.filter { !$0.isWhitespace } ?? ""
                finding = try StatusList.status(of: claims, in: list, keys: keys, atSecond: now)
            }
            switch finding {
            case .valid: Terminal.say(status == nil ? "状态没有查 (its status was not checked)" : "现在有效 (valid now)")
            case .suspended: Self.end("暂停使用 (suspended)")
            case .expired: Self.end("已过期 (expired)")
            case .invalid: Self.end("已注销、撤销或者换发 (cancelled, revoked or replaced)")
            }
        }

        private static func end(_ words: String) {
            Terminal.complain(words)
            Self.exit(withError: ExitCode(3))
        }

        /// 核验包: certificate, the record of its issue, and the proof that the log holds it.
        private func check(
            _ bundle: CertificateBundle, _ keys: JSONWebKeySet, _ binding: KeyBinding?
        ) throws {
            guard let key = logKey.flatMap({ NoteKey(verifierKey: $0.trimmed, hasher: SHA256TreeHasher()) }) else {
                throw ValidationError(
                    "--log-key 要写账本的公钥，抄 /log/key 给的那一行 (--log-key takes a verifier key: name+id+key)")
            }
            do throws(CertificateBundle.Fault) {
                let trust = LogTrust(origin: key.name, logs: [LogIdentity.verifier(key)])
                let proven = try bundle.verify(keys, trust, binding: binding)
                Terminal.say(
                    "签名有效，签发记录是账本第 \(proven.index) 笔 (signature valid; its issue is entry \(proven.index) of "
                        + "\(proven.checkpoint.head.size))")
                Terminal.say(proven.claims.indentedText)
                do { try standing(of: proven.claims, keys) } catch { throw .token(error) }
            } catch {
                Terminal.complain("这不是一张有效的证照 (not a genuine certificate): \(error)")
                throw ExitCode(1)
            }
        }
    }
}

extension String {
    /// A key is often pasted with its line break.
    fileprivate var trimmed: String { String(filter { !$0.isNewline }) }
}
