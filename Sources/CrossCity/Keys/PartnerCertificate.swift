import ECertificates
import Identity
import Kernel
import Vault

/// 办理地的证照 — a certificate that comes with a report: kept for the applicant only where the city that decides has signed it with
/// a key that it announces, and for this very applicant. Nobody shall find another person's certificate in a case of theirs.
enum PartnerCertificate {
    /// - Parameter keys: those believed of the city that sent it.
    /// - Throws: `Problem` where it is not taken.
    static func check(_ sdJWT: String, for applicant: PersonProfile, keys: JSONWebKeySet) throws {
        let claims: JSON
        do throws(SelectiveDisclosureToken.Fault) {
            claims = try SelectiveDisclosureToken.verify(sdJWT, keys: keys)
        } catch { throw PartnerProblems.badCertificate }
        let isTheirs =
            if let number = claims["resident_id"]?.string {
                number == applicant.residentID.text
            } else {
                claims["holder_name"]?.string == applicant.name
            }
        guard isTheirs else { throw PartnerProblems.certificateOfOther }
    }
}
