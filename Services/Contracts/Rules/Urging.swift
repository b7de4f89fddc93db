import Foundation
import Messages

/// When an enterprise may remind the employee of a contract.
enum Urging {
    /// The employee has so long in peace after the launch.
    static let firstAfter: TimeInterval = 6 * 3600
    /// And so long after each reminder.
    static let againAfter: TimeInterval = 30 * 60

    /// When the next reminder may go out; nil when there is nobody to remind.
    static func next(_ contract: Contract) -> Date? {
        guard contract.awaits(.employee), let launchedAt = contract.launchedAt else { return nil }
        let first = launchedAt.addingTimeInterval(firstAfter)
        return contract.urgedAt.map { max(first, $0.addingTimeInterval(againAfter)) } ?? first
    }
}

extension Contract {
    /// Has the employee reminded to sign, seldom enough not to be a nuisance.
    mutating func urge(now: Date) throws(Refusal) -> SignerUrged {
        guard let next = Urging.next(self) else { throw Refusal("contracts.nobody-to-urge", .conflict) }
        guard now >= next else {
            throw Refusal(
                urgedAt == nil ? "contracts.urge-too-early" : "contracts.urge-too-soon",
                .conflict,
                retryAt: next
            )
        }
        urgedAt = now
        return SignerUrged(
            contractID: id,
            contractName: name,
            enterpriseID: enterpriseID,
            enterpriseName: enterpriseName,
            accountID: employeeAccountID,
            phone: employeePhone
        )
    }
}
