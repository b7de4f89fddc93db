// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension EmergencyContact {
    @_disfavoredOverload
    package init(name: String, relation: String, phone: SealedText, _: Never? = nil) {
        self.name = name
        self.relation = relation
        self.phone = phone
    }
}

extension SubmitOnboardingV1 {
    @_disfavoredOverload
    package init(
        codeHash: String,
        sex: String,
        address: SealedText,
        emergencyContact: EmergencyContact,
        _: Never? = nil
    ) {
        self.codeHash = codeHash
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
    }
}

extension CorrectSubmissionV1 {
    @_disfavoredOverload
    package init(
        submissionID: SubmissionID,
        sex: String,
        address: SealedText,
        emergencyContact: EmergencyContact,
        _: Never? = nil
    ) {
        self.submissionID = submissionID
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
    }
}

extension SubmissionViewV1 {
    @_disfavoredOverload
    package init(
        id: SubmissionID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        name: String,
        idNumberMasked: String,
        phoneMasked: String,
        sex: Sex,
        address: SealedText,
        emergencyContact: EmergencyContact,
        status: SubmissionStatus,
        reason: String? = nil,
        submittedAt: Date,
        reviewedAt: Date? = nil,
        employeeID: EmployeeID? = nil,
        correction: [FormField]? = nil,
        _: Never? = nil
    ) {
        self.id = id
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.name = name
        self.idNumberMasked = idNumberMasked
        self.phoneMasked = phoneMasked
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
        self.status = status
        self.reason = reason
        self.submittedAt = submittedAt
        self.reviewedAt = reviewedAt
        self.employeeID = employeeID
        self.correction = correction
    }
}

extension GetSubmissionV1 {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, _: Never? = nil) {
        self.submissionID = submissionID
    }
}
