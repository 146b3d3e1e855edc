import Catalog
import Identity
import Kernel
import SampleCity

/// 居民 — one synthetic person of a simulated city: who they are, and what has become of them on the platform.
final class Resident {
    let index: Int
    let name: String
    let number: String
    let phone: String
    /// What they come for most.
    let mainItem: ServiceItem
    /// The example of it that is their life.
    let story: ItemExample?
    /// Known from the first sign-in on.
    var profile: PersonProfile?
    var visits = 0

    init(index: Int, citizen: Citizen, phone: String, mainItem: ServiceItem, story: ItemExample?) {
        self.index = index
        name = citizen.name
        number = citizen.residentNumber
        self.phone = phone
        self.mainItem = mainItem
        self.story = story
    }

    /// Grown people with a phone, out of a sample city of the same seed.
    static func settle(_ count: Int, seed: UInt64, day: CivilDate, items: [ServiceItem]) -> [Resident] {
        let generator = CityGenerator(seed: seed, people: count * 2 + 40, day: day)
        let adults = generator.population().citizens.filter { citizen in
            citizen.isAlive && citizen.age(on: day) >= 18 && ResidentID(citizen.residentNumber) != nil
        }
        var draws = Draws(seed: seed, "residents")
        return adults.compactMap { citizen in citizen.phone.map { (citizen, $0) } }.prefix(count).enumerated().map {
            let item = items[$0 % items.count]
            // Most have a life in which the service is theirs to have.
            let granted = item.examples.filter(\.expected.isGranted)
            let examples = draws.happens(permille: 750) && !granted.isEmpty ? granted : item.examples
            return Resident(
                index: $0, citizen: $1.0, phone: $1.1, mainItem: item,
                story: examples.isEmpty ? nil : draws.pick(examples))
        }
    }
}
