import ArgumentParser
import Catalog
import Foundation
import Kernel

extension ItemCommand {
    /// Definitions in the house's order and layout: `huimin item format`.
    struct Format: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put definitions into the house's order and layout; comments and meaning stay as they are.",
            discussion: """
                Keys in the order of the format, a blank line between sections, tables aligned. What cannot be laid out \
                without losing something stays as it is written. Exit 1 where a file cannot be read; with --check, also \
                where one would change.
                """)

        @Argument(help: "Folders or item.yaml files.")
        var paths: [String] = ["City"]

        @Flag(help: "Change nothing; name the files that would change.")
        var check = false

        @Option(help: "Language of what is said: zh or en.")
        var language: FindingLanguage = .zh

        func run() async throws {
            let files = try definitions()
            var (changed, unreadable) = (0, 0)
            for file in files {
                do throws(CatalogueFault) {
                    let text = try ItemLayout.text(of: file)
                    guard Array(text.utf8) != file.bytes else { continue }
                    changed += 1
                    Terminal.say(file.path)
                    if !check { try write(text, to: file.path) }
                } catch {
                    guard case .findings(let findings) = error else {
                        throw ValidationError("\(file.path): cannot be written.")
                    }
                    unreadable += 1
                    for finding in findings { Terminal.say(finding.line(in: language.language)) }
                }
            }
            Terminal.say(summary(files.count, changed, unreadable))
            if unreadable > 0 || check && changed > 0 { throw ExitCode(1) }
        }

        private func definitions() throws -> [DefinitionFile] {
            do {
                let files = try paths.flatMap { try DefinitionFolder.definitions(at: $0) }
                guard !files.isEmpty else {
                    throw ValidationError("No item.yaml below \(paths.joined(separator: ", ")).")
                }
                return files
            } catch CatalogueFault.noSuchFile(let path) {
                throw ValidationError("\(path): no such file or folder.")
            }
        }

        private func write(_ text: String, to path: String) throws(CatalogueFault) {
            do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
                throw .noSuchFile(path)
            }
        }

        private func summary(_ files: Int, _ changed: Int, _ unreadable: Int) -> String {
            switch language {
            case .zh:
                "\(files) 个事项，\(changed) 个\(check ? "要整理" : "已整理")"
                    + (unreadable > 0 ? "，\(unreadable) 个读不了，请先改好上面的问题。" : "。")
            case .en:
                "Items: \(files), \(check ? "to be formatted" : "formatted"): \(changed)"
                    + (unreadable > 0 ? ", unreadable: \(unreadable); mend what is said above first." : ".")
            }
        }
    }
}
