import ArgumentParser
import Foundation
import Kernel
import Server

/// Tries the carrier of text messages out.
struct SMSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sms",
        abstract: "试发短信: sends the sign-in text with the code 000000 to a phone, with the carrier that is set.",
        discussion:
            "Reads the same environment as `serve` (docs/operations.md). Exit 1 where the message did not go out.")

    @Argument(help: "A mobile number.")
    var phone: String

    @Option(help: "The carrier: tencent. By default HUIMIN_SMS.")
    var sms: String?

    func run() async throws {
        let number: MobileNumber
        do throws(MobileNumber.Fault) { number = try MobileNumber(validating: phone) } catch {
            throw ValidationError(error.phrase.text(in: .chinese))
        }
        do {
            let carrier = try Carrier.named(sms, environment: ProcessInfo.processInfo.environment)
            if case .none = carrier { throw StartupError(Carrier.missing) }
            let (isSent, outcome) = await carrier.trial(to: number)
            let words = "\(outcome.text(in: .chinese)) (\(outcome.text(in: .english)))"
            if isSent { return Terminal.say(words) }
            Terminal.complain(words)
        } catch let error as StartupError { Terminal.complain(error.description) }
        throw ExitCode(1)
    }
}
