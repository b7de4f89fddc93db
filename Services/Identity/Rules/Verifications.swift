import Cryptography
import Foundation
import Identifiers
import Messages

/// A question to a provider about who somebody is, and what came of it.
protocol Verification: Sendable {
    var id: VerificationID { get }
    var status: VerificationStatus { get set }
    var reason: String? { get set }
    var receipt: String? { get set }
    var finishedAt: Date? { get set }
}

extension Verification {
    mutating func pass(receipt: String? = nil, now: Date) {
        finish(.passed, receipt: receipt, now: now)
    }

    mutating func fail(because reason: String, receipt: String? = nil, now: Date) {
        self.reason = reason
        finish(.failed, receipt: receipt, now: now)
    }

    private mutating func finish(_ status: VerificationStatus, receipt: String?, now: Date) {
        self.status = status
        self.receipt = receipt ?? self.receipt
        finishedAt = now
    }
}

/// A person's own.
struct PersonVerification: Verification {
    /// How long the carrier's answer stands while its code is waited for.
    static let staysOpen: TimeInterval = 30 * 60

    var id: VerificationID
    var accountID: AccountID
    var method: PersonVerificationMethod
    var name: String
    var idType: IDType
    var idNumber: SealedText
    var idNumberIndex: Data
    var phone: SealedText
    var phoneIndex: Data
    var status: VerificationStatus
    var reason: String?
    var receipt: String?
    var createdAt: Date
    var codeSentAt: Date?
    var finishedAt: Date?

    var view: VerificationView {
        let sentAt = status == .codeRequired ? codeSentAt ?? createdAt : nil
        return VerificationView(id: id, status: status, reason: reason, codeSentAt: sentAt)
    }

    /// A code went to the phone; `receipt` is the carrier's when it has just agreed.
    mutating func waitForCode(receipt: String?, now: Date) {
        status = .codeRequired
        self.receipt = receipt ?? self.receipt
        codeSentAt = now
    }
}

/// An enterprise's, by its legal representative.
struct EnterpriseVerification: Verification {
    var id: VerificationID
    var enterpriseID: EnterpriseID
    var accountID: AccountID
    var organizationType: OrganizationType
    var method: EnterpriseVerificationMethod
    var representativeName: String
    var representativeIDNumber: SealedText
    var status: VerificationStatus
    var reason: String?
    var receipt: String?
    var finishedAt: Date?

    var view: VerificationView { VerificationView(id: id, status: status, reason: reason) }
}
