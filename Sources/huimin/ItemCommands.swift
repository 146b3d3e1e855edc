import ArgumentParser
import Catalog
import Kernel
import Server

/// 事项定义 — `huimin item …`: what an officer who writes service definitions runs.
struct ItemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "item",
        abstract: "Service definitions: check them, lay them out, preview them, describe their format.",
        subcommands: [Check.self, Format.self, Watch.self, Export.self, Schema.self])

    /// The language of findings.
    enum FindingLanguage: String, ExpressibleByArgument, CaseIterable {
        case zh, en
        var language: Language { self == .zh ? .chinese : .english }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say everything that is wrong with definitions and departments, at once, and run the examples.",
            discussion:
                "One finding a line: file:line:column, what is wrong, what to write instead. Exit 1 if anything has to be mended."
        )

        @Argument(help: "Folders or item.yaml files.")
        var paths: [String] = ["City"]

        @Option(
            help: "The folder with the departments' descriptions (default: `departments` in the nearest folder above).")
        var departments: String?

        @Option(help: "Language of the findings: zh or en.")
        var language: FindingLanguage = .zh

        func run() async throws {
            do {
                let files = try paths.flatMap { try DefinitionFolder.definitions(at: $0) }
                guard !files.isEmpty else {
                    throw ValidationError("No item.yaml below \(paths.joined(separator: ", ")).")
                }
                let sources = try knownSources()
                let (items, problems) = ItemChecker.read(files, against: sources.known, for: .writing)
                let findings = (sources.findings + problems).sorted()
                for finding in findings { Terminal.say(finding.line(in: language.language)) }
                Terminal.say(
                    summary(files.count, examples: items.reduce(0) { $0 + $1.examples.count }, findings: findings))
                if !findings.faults.isEmpty { throw ExitCode(1) }
            } catch CatalogueFault.noSuchFile(let path) {
                throw ValidationError("\(path): no such file or folder.")
            }
        }

        private func knownSources() throws -> (known: KnownSources, findings: [Finding]) {
            guard let folder = departments ?? paths.lazy.compactMap(DefinitionFolder.departments(near:)).first else {
                throw ValidationError(
                    "No folder `departments` near \(paths.joined(separator: ", ")); name it with --departments.")
            }
            return try DefinitionFolder.knownSources(at: folder)
        }

        private func summary(_ files: Int, examples: Int, findings: [Finding]) -> String {
            let faults = findings.faults.count
            let advice = findings.count - faults
            return switch (language, faults) {
            case (.zh, 0): "\(files) 个事项、\(examples) 个示例，没有发现问题\(advice == 0 ? "" : "，有 \(advice) 条建议")。"
            case (.zh, _): "\(files) 个事项，发现 \(faults) 个问题。"
            case (.en, 0):
                "Items: \(files), examples: \(examples). Nothing wrong\(advice == 0 ? "" : ", advice: \(advice)")."
            case (.en, _): "Items: \(files), findings: \(faults)."
            }
        }
    }

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show guide, form, rules and examples in a browser, anew whenever the definition is saved.",
            discussion: "Serves this machine only; nothing is stored.")

        @Argument(help: "The item.yaml that is being written.")
        var item: String

        @Option(help: "The folder with the city's definitions.")
        var city = "City"

        @Option(help: "The port; 0 takes a free one.")
        var port = 8090

        @Flag(help: .private)
        var untilStdinCloses = false

        func run() async throws {
            if untilStdinCloses { StandardInput.terminateWhenClosed() }
            do {
                try await PreviewServer(item: item, city: city, port: port, time: MachineClock()).serve { port in
                    Terminal.say("预览 (preview): http://127.0.0.1:\(port)　按 Ctrl-C 结束 (Ctrl-C ends)")
                }
            } catch let error as StartupError {
                Terminal.complain(error.description)
                throw ExitCode(1)
            }
        }
    }

    struct Schema: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema of a definition, for editors (kept as City/schema/item.schema.json).")

        func run() async throws { Terminal.say(SchemaDocument.json.indentedText) }
    }
}
