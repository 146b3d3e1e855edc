import Connectors
package import Exchange
package import Kernel

extension CityArchive {
    /// 对账 with what departments hold, by the descriptions of a city; nothing is written.
    /// - Parameters:
    ///   - city: the folder of definitions.
    ///   - sources: below which the departments' files lie.
    ///   - addresses: those that replace the descriptions', by department.
    package func writeBackSurvey(
        city: String, sources: String, addresses: [String: String], time: any TimeSource, ids: any IDSource
    ) throws -> SurveyWriteBacks {
        let folder = try CityFolder(path: city)
        let registry = ConnectorRegistry(dataDirectory: sources, addresses: addresses, time: time, ids: ids)
        return SurveyWriteBacks(
            departments: folder.departments, connectors: try registry.connectors(for: folder.departments),
            database: database, journal: journal, time: time, ids: ids)
    }
}
