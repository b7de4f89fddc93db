// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Identifiers

extension StartPersonVerificationV1 {
    @_disfavoredOverload
    package init(
        accountID: AccountID,
        method: PersonVerificationMethod,
        consent: Bool,
        name: String,
        idType: IDType,
        idNumber: SealedText,
        phone: SealedText,
        phoneIndex: String,
        _: Never? = nil
    ) {
        self.accountID = accountID
        self.method = method
        self.consent = consent
        self.name = name
        self.idType = idType
        self.idNumber = idNumber
        self.phone = phone
        self.phoneIndex = phoneIndex
    }
}

extension LegalRepresentative {
    @_disfavoredOverload
    package init(name: String, idType: IDType, idNumber: SealedText, _: Never? = nil) {
        self.name = name
        self.idType = idType
        self.idNumber = idNumber
    }
}

extension StartEnterpriseVerificationV1 {
    @_disfavoredOverload
    package init(
        enterpriseID: EnterpriseID,
        organizationType: OrganizationType,
        method: EnterpriseVerificationMethod,
        legalRepresentative: LegalRepresentative,
        _: Never? = nil
    ) {
        self.enterpriseID = enterpriseID
        self.organizationType = organizationType
        self.method = method
        self.legalRepresentative = legalRepresentative
    }
}
