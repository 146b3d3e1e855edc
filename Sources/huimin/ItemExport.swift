import ArgumentParser
import Catalog
import Decisions
import Foundation
import Kernel

extension ItemCommand {
    /// An item's decision for tools of others: `huimin item export --dmn`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the decision of an item as a DMN 1.5 model, which modelers and other engines open.",
            discussion: """
                The last decision bears the item's name and gives {规则, 结论, …}: 准予 or 转人工. Standards are those in \
                force on --date. Exit 1 where the definition is not sound or has no rules.
                """)

        @Argument(help: "The item's folder or item.yaml.")
        var path: String

        @Flag(help: "Write DMN (the only form so far).")
        var dmn = false

        @Option(help: "The day whose standards are meant, as YYYY-MM-DD (default: today in China).")
        var date: String?

        @Option(name: .shortAndLong, help: "The file to write (default: standard output).")
        var output: String?

        func run() async throws {
            guard dmn else { throw ValidationError("Say --dmn: a decision is exported as DMN.") }
            let day = try day()
            let item = try item()
            let namespace = "https://huimin.example/items/\(item.localCode)"
            guard let model = item.rules?.drawn(on: day, name: item.name, namespace: namespace) else {
                Terminal.complain(complaint(item, day))
                throw ExitCode(1)
            }
            guard let output else { return Terminal.say(model.xml) }
            try Data(model.xml.utf8).write(to: URL(filePath: output))
        }

        private func complaint(_ item: ServiceItem, _ day: CivilDate) -> String {
            item.rules == nil
                ? "\(item.name)：每件都由工作人员决定，没有可以导出的规则。 (People decide every case; there are no rules.)"
                : "\(item.name)：\(day) 标准值尚未全部生效。 (Not all standards are in force on \(day).)"
        }

        private func day() throws -> CivilDate {
            guard let date else { return MachineClock().now().civilDate() }
            guard let day = CivilDate(date) else { throw ValidationError("\(date): a day as YYYY-MM-DD is wanted.") }
            return day
        }

        private func item() throws -> ServiceItem {
            do {
                let files = try DefinitionFolder.definitions(at: path)
                guard files.count == 1 else { throw ValidationError("\(path): one item is wanted.") }
                let (items, findings) = ItemChecker.read(files, against: try knownSources())
                guard let item = items.first else {
                    for finding in findings { Terminal.complain(finding.line(in: .chinese)) }
                    throw ExitCode(1)
                }
                return item
            } catch CatalogueFault.noSuchFile(let path) {
                throw ValidationError("\(path): no such file or folder.")
            }
        }

        private func knownSources() throws -> KnownSources {
            guard let folder = DefinitionFolder.departments(near: path) else {
                throw ValidationError("No folder `departments` near \(path).")
            }
            return try DefinitionFolder.knownSources(at: folder).known
        }
    }
}
