import ArgumentParser

/// The one program of the platform.
@main
struct Huimin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "huimin",
        abstract: "惠民互动平台: a city's public services, from a tap to a signed certificate.",
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, ItemCommand.self, SearchCommand.self, ClockCommand.self, CityCommand.self,
            FEELCommand.self, DMNCommand.self, DepartmentCommand.self, CertificateCommand.self, LogCommand.self,
            DecisionsCommand.self, KeysCommand.self,
            SMSCommand.self, BenchCommand.self, SimulateCommand.self,
        ])
}
