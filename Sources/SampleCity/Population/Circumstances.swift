package import Kernel

/// 境况 — what else is true of a synthetic person, about which departments keep records.
package struct Circumstances: Sendable, Hashable {
    package var residence: Residence?
    package var unemploymentInsurance: UnemploymentInsurance?
    package var medicalInsurance: MedicalInsurance?
    package var disability: Disability?
    package var drivingLicence: DrivingLicence?
    package var degree: Degree?
    package var schooling: Schooling?
    /// Children under three whom the person is a guardian of.
    package var infants: [Infant] = []

    package init() {}

    /// 居住证 of somebody whose household registration is elsewhere.
    package struct Residence: Sendable, Hashable {
        package var district: String
        /// The day up to which the permit is endorsed.
        package var endorsedUntil: CivilDate
        package var isRevoked = false
        /// Whether the community has confirmed where the person lives; `nil` where nobody has told it.
        package var isConfirmed: Bool?
    }

    /// 失业保险 — months paid, and how the last job ended.
    package struct UnemploymentInsurance: Sendable, Hashable {
        package var monthsPaid: Int
        package var ending: Ending?
        package var monthsLeft = 0

        /// What came after the job; `nil` while it lasts.
        package struct Ending: Sendable, Hashable {
            package var isInvoluntary: Bool
            package var isRegistered: Bool
            package var isSeeking: Bool
            package var isReceiving: Bool
        }
    }

    /// 基本医疗保险 — of employees or of residents, and the last year that is paid for.
    package struct MedicalInsurance: Sendable, Hashable {
        package var isOfEmployees: Bool
        package var yearPaid: Int
    }

    /// 残疾人证
    package struct Disability: Sendable, Hashable {
        package enum Standing: Sendable { case valid, frozen, cancelled }

        /// 1 sight, 2 hearing, 3 speech, 4 limbs, 5 intellect, 6 mind, 7 several (GB/T 26341).
        package var category: Int
        /// 1, the severest, to 4.
        package var grade: Int
        package var expiresOn: CivilDate
        package var standing = Standing.valid
    }

    /// 机动车驾驶证, and the last medical examination of its holder.
    package struct DrivingLicence: Sendable, Hashable {
        package enum Term: Sendable { case sixYears, tenYears, unlimited }

        package var vehicle: String
        package var term: Term
        package var expiresOn: CivilDate?
        package var points = 0
        package var openViolations = 0
        /// Years within its term in which twelve points were reached.
        package var fullMarks = 0
        package var isWithheld = false
        package var examination: Examination?

        package struct Examination: Sendable, Hashable {
            package var day: CivilDate
            package var isFit: Bool
        }
    }

    /// 高等教育学历, the highest.
    package struct Degree: Sendable, Hashable {
        package enum Level: Sendable, CaseIterable { case college, bachelor, master, doctor }

        package var level: Level
        package var isFullTime = true
        package var isCompleted = true
        package var graduatedOn: CivilDate
        /// Whether 公安 wants somebody to look before the person may settle here.
        package var needsLook = false
    }

    /// 学籍 at a school of the city.
    package enum Schooling: Sendable, Hashable { case enrolled, suspended, graduated }

    /// 婴幼儿 — a child under three.
    package struct Infant: Sendable, Hashable {
        package var birthRecord: String
        package var name: String
        package var birthDate: CivilDate
        package var district: String
        /// Whether this guardian is the one who applies for what the child is due.
        package var isApplicant: Bool
    }
}
