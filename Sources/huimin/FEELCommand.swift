import ArgumentParser
import Catalog
import FEEL
import Foundation
import Kernel

/// 表达式 — `huimin feel …`: evaluate one FEEL expression.
struct FEELCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feel", abstract: "Evaluate a FEEL expression and print its value as JSON.",
        discussion: """
            Names are the members of the object in --context. Exit 2 where the expression cannot be read, with line, \
            column and what to write instead; exit 3 where it goes beyond a limit.
            """)

    @Argument(parsing: .allUnrecognized, help: "The expression; it may begin with a minus.")
    var words: [String]

    private var expression: String { words.joined(separator: " ") }

    @Option(help: "A JSON file with an object: a name and its value for each member.")
    var context: String?

    @Option(help: "Language of messages: zh or en.")
    var language: ItemCommand.FindingLanguage = .zh

    func run() throws {
        let members = try context.map { try Files.json($0).members ?? [] } ?? []
        var names = NameScope(zones: MachineZones.table)
        var values: [String: Value] = [:]
        for member in members {
            let value = Value(member.value)
            names.declare(member.key, value.isNull ? .any : value.type)
            values[member.key] = value
        }
        let read = try read(names)
        for warning in read.warnings { complain(warning) }
        switch read.result(in: Scope(names, values, clock: MachineClock().dateTime)) {
        case .success(let value): Terminal.say(value.json.text)
        case .failure(let exceeded):
            Terminal.complain(exceeded.phrase.text(in: language.language))
            throw ExitCode(3)
        }
    }

    private func read(_ names: NameScope) throws -> FEEL.Expression {
        do throws(FEELError) {
            return try FEEL.Expression.parse(expression, names: names)
        } catch {
            complain(error)
            throw ExitCode(2)
        }
    }

    private func complain(_ error: FEELError) {
        Terminal.complain(
            "\(error.position.line):\(error.position.column): \(error.message.text(in: language.language)) "
                + error.advice.text(in: language.language))
    }
}

extension Files {
    /// A JSON text.
    static func json(_ path: String) throws -> JSON {
        let text = try text(path)
        do throws(JSONError) {
            return try JSON.parse(text)
        } catch {
            throw ValidationError("\(path): \(error.phrase.text(in: .english))")
        }
    }
}
