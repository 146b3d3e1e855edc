import Cases
import EventLog
import Exchange
import FaultVFS
import Foundation
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Web

/// A small city that has been running for a while: what is on its server's disk, and what a server needs to take it up.
struct Town: Sendable {
    struct Resident: Sendable {
        let citizen: RehearsalCitizen
        let profile: PersonProfile
    }

    /// Founded once for all tests.
    static let founded = Task { try await Town() }

    let rehearsal: Rehearsal
    let departments: [Department]
    let residents: [Resident]
    /// `huimin.sqlite` and the files of the log.
    let image: PowerDisk.Image

    private init() async throws {
        rehearsal = try await Rehearsal()
        var residents: [Resident] = []
        for serial in 1...6 {
            let citizen = RehearsalCitizen(name: "陈玉兰", serial: serial)
            rehearsal.settle(citizen)
            let browser = RehearsalBrowser(rehearsal)
            guard try await browser.signIn(citizen),
                let token = browser.cookie("__Host-session").flatMap({ Hex.bytes($0) }),
                let id = try await rehearsal.platform.sessions.viewer(token: token, at: rehearsal.clock.now()).resident?
                    .personID,
                let profile = try await rehearsal.platform.people.person(id)
            else { preconditionFailure("a resident could not sign in") }
            residents.append(Resident(citizen: citizen, profile: profile))
        }
        self.residents = residents
        try await Self.fill(rehearsal, upTo: 230)
        try await rehearsal.platform.database.close()
        departments = try Self.departments()
        image = try Self.image(of: rehearsal.folder)
    }

    /// Events so many that the first tile of the log becomes full within a day.
    private static func fill(_ rehearsal: Rehearsal, upTo count: Int) async throws {
        let (journal, ids) = (rehearsal.platform.journal, rehearsal.platform.environment.ids)
        try await rehearsal.workOff()
        var writer = journal.begin(ids.identifier(EventStream.self))
        let held = try await rehearsal.platform.database.read { tx in
            try tx.row("SELECT size FROM log_state")?.integer("size") ?? 0
        }
        for number in Int(held)..<count {
            writer.append("case.received", by: .system, at: rehearsal.clock.now(), body: ["part": JSON(number)])
        }
        try await rehearsal.platform.database.write { [writer] tx in try writer.write(in: tx) }
        try await rehearsal.workOff()
    }

    private static func departments() throws -> [Department] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "City/departments")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }
            .map { try Department(yaml: String(contentsOf: $0, encoding: .utf8)) }
    }

    private static func image(of folder: String) throws -> PowerDisk.Image {
        var image = PowerDisk.Image(folders: ["log"])
        image.files["huimin.sqlite"] = try [UInt8](Data(contentsOf: URL(filePath: folder + "/huimin.sqlite")))
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder + "/log") {
            let path = URL(filePath: folder + "/log/" + name)
            if let bytes = try? Data(contentsOf: path) {
                image.files["log/" + name] = [UInt8](bytes)
            } else {
                image.folders.insert("log/" + name)
            }
        }
        return image
    }
}
