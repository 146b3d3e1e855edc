package import CrossCity
package import EventLog
package import Kernel
package import Storage

/// 舞台 — what stands in for the machine under a platform that is simulated: all of it outlives the process that dies on it.
package struct PlatformStage: Sendable {
    /// Read once for many platforms.
    package let city: CityFolder
    package let database: any Database
    package let ids: any IDSource
    /// Where the files of the log lie.
    package let disk: any LogDisk
    /// Cities with which this one handles services together; those of its folder where none are given.
    package let partners: PartnerRegister?

    package init(
        city: CityFolder, database: any Database, ids: any IDSource, disk: any LogDisk, partners: PartnerRegister? = nil
    ) {
        self.city = city
        self.database = database
        self.ids = ids
        self.disk = disk
        self.partners = partners
    }
}
