import Kernel

/// Random bytes of the machine, for keys.
struct ChanceIDs: IDSource {
    func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
        Identifier(at: Instant(milliseconds: 0), randomHigh: 0, randomLow: 0)
    }
    func randomBytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }
}
