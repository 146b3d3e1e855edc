import Crypto
import Kernel

extension CitySummary {
    /// `truth.csv`: one line for each row that is wrong on purpose.
    var truthBytes: [UInt8] {
        var text = "department,kind,residentNumber,place\r\n"
        for blemish in blemishes {
            text +=
                "\(blemish.department.rawValue),\(blemish.kind.rawValue),\(blemish.residentNumber),\(blemish.place)\r\n"
        }
        return Array(text.utf8)
    }

    /// `city.json`: what this folder is.
    var json: JSON {
        [
            "synthetic": true, "seed": .string(String(seed)), "people": JSON(people), "day": .string(day.description),
            "profile": .string(profile.rawValue),
            "rows": .object(CityDepartment.allCases.map { JSON.Member($0.rawValue, JSON(rows[$0] ?? 0)) }),
            "dirtyRows": JSON(blemishes.count), "digest": .string(digest),
            "demoPeople": .array(
                demoPeople.map { person in
                    [
                        "role": .string(person.role.rawValue), "name": .string(person.citizen.name),
                        "residentNumber": .string(person.citizen.residentNumber),
                        "shows": .string(person.shows.text(in: .chinese)),
                    ]
                }),
        ]
    }
}

extension FundDrop {
    /// All lines as of `day`.
    func allLines(of population: Population, day: CivilDate) -> (lines: [[String]], blemishes: [Blemish]) {
        var lines: [[String]] = []
        var blemishes: [Blemish] = []
        var row = 0
        for (index, citizen) in population.citizens.enumerated() {
            guard let employer = citizen.employer else { continue }
            let entry = self.lines(of: citizen, at: index, row: row, employer: population.firms[employer], day: day)
            lines += entry.lines
            if let blemish = entry.blemish { blemishes.append(blemish) }
            row += 1
        }
        return (lines, blemishes)
    }
}

/// The key with which the platform signs requests to 人社. In a real city the department hands it over; here it follows
/// from the seed and lies in the city's folder only.
struct CityKey {
    static let file = "renshe/keys/huimin.hex"
    static let keyID = "huimin"

    let bytes: [UInt8]

    static func derive(seed: UInt64) -> CityKey {
        CityKey(bytes: Array(SHA256.hash(data: Array("huimin sample city / renshe / \(seed)".utf8))))
    }

    var hexText: [UInt8] { Array((Hex.text(bytes) + "\n").utf8) }

    /// Reads the file's text; `nil` where it is no hexadecimal of 32 bytes.
    init?(hexText: [UInt8]) {
        let text = String(decoding: hexText, as: UTF8.self).filter { !$0.isWhitespace }
        guard let bytes = Hex.bytes(text), bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }
}
