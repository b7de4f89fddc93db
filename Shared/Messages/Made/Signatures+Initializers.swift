// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension SignContract {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        willingnessID: WillingnessID,
        code: SealedText,
        signatureID: HandwrittenSignatureID? = nil,
        sealID: SealID? = nil,
        values: Sealed<FieldValues>,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.willingnessID = willingnessID
        self.code = code
        self.signatureID = signatureID
        self.sealID = sealID
        self.values = values
    }
}

extension SignContract.Reply {
    @_disfavoredOverload
    package init(status: ContractStatus, _: Never? = nil) {
        self.status = status
    }
}

extension SignerTurn {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        role: PartyRole,
        accountID: AccountID,
        phone: SealedText,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.role = role
        self.accountID = accountID
        self.phone = phone
    }
}

extension ContractSigned {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        role: PartyRole,
        signedAt: Date,
        document: ObjectReference,
        revision: Int,
        picture: ObjectReference? = nil,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.role = role
        self.signedAt = signedAt
        self.document = document
        self.revision = revision
        self.picture = picture
    }
}

extension PartyToTell {
    @_disfavoredOverload
    package init(role: PartyRole, accountID: AccountID, phone: SealedText, _: Never? = nil) {
        self.role = role
        self.accountID = accountID
        self.phone = phone
    }
}

extension ContractCompleted {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        document: ObjectReference,
        completedAt: Date,
        parties: [PartyToTell],
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.document = document
        self.completedAt = completedAt
        self.parties = parties
    }
}

extension SigningFailed {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        reason: String,
        contractName: String? = nil,
        enterpriseID: EnterpriseID? = nil,
        enterpriseName: String? = nil,
        parties: [PartyToTell]? = nil,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.reason = reason
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.parties = parties
    }
}
