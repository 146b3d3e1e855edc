import FEEL
import Glibc
import Kernel

/// `feel 'EXPRESSION' [--context FILE]`: the value of a FEEL expression as JSON. The names that it may use are the
/// members of the JSON object in the file. An expression that cannot be read is answered with its place and advice, and
/// status 2.
///
/// `feel --lines`: one JSON object a line, `{"expression": …, "context": {…}}` or `{"cell": …, "value": …}`, each answered
/// with one line, `{"value": …}` or `{"error": …, "column": …}`, with `"limit": …` where one was exceeded. For programs that
/// ask much.
@main
struct FEELCommand {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("--lines", 1): answerLines()
        case (let source?, 1) where !source.hasPrefix("--"): evaluate(source, context: Context())
        case (let source?, 3) where arguments[1] == "--context": evaluate(source, context: read(arguments[2]))
        default: fail("usage: feel 'EXPRESSION' [--context FILE.json] | feel --lines", status: 64)
        }
    }

    private static func evaluate(_ source: String, context: Context) {
        do throws(FEELError) {
            File.write(try Answer.value(of: source, context).json.text + "\n", to: STDOUT_FILENO)
        } catch {
            let place = "\(error.position.line):\(error.position.column)"
            complain("\(place) \(error.message.text(in: .chinese))\(error.advice.text(in: .chinese))")
            complain("\(place) \(error.message.text(in: .english)) \(error.advice.text(in: .english))")
            exit(2)
        }
    }

    private static func answerLines() {
        while let line = readLine() { File.write(Answer.line(line).text + "\n", to: STDOUT_FILENO) }
    }

    private static func read(_ path: String) -> Context {
        guard let text = File.text(path) else { fail("cannot read \(path)", status: 66) }
        do {
            guard let context = Value(try JSON.parse(text)).context else {
                fail("\(path) is not a JSON object", status: 65)
            }
            return context
        } catch {
            fail("\(path): \(error)", status: 65)
        }
    }

    private static func complain(_ sentence: String) { File.write(sentence + "\n", to: STDERR_FILENO) }

    private static func fail(_ sentence: String, status: Int32) -> Never {
        complain(sentence)
        exit(status)
    }
}
