package import Foundation
package import Identifiers

/// Something that was done, as the operation log shows it; it holds no personal data but the name of who did it.
package struct OperationView: Codable, Sendable, Equatable {
    package var id: OperationID
    package var at: Date
    /// Wire name of the event or command that tells what was done.
    package var type: String
    /// What it was done to: the event's key, such as a contract's identifier.
    package var subject: String
    /// Nil when nobody was logged in, as with what the platform does by itself.
    package var accountID: AccountID?
    /// Name of the account's person, or its masked phone until the person is verified.
    package var actor: String?
    /// The story in the services' logs that it belongs to.
    package var trace: String?
}

/// A member by whom the log can be filtered.
package struct OperationMember: Codable, Sendable, Equatable {
    package var accountID: AccountID
    package var name: String
}

/// Lists what was done in or to the enterprise acted for, newest first; for its administrators only.
package struct ListOperations: PagedQuery {
    package static let type = "identity.operation-log.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var page: Page<OperationView>
        /// The enterprise's members, in the order they joined.
        package var members: [OperationMember]
    }

    /// Only operations of this type.
    package var operation: String?
    /// Only what this account did.
    package var accountID: AccountID?
    package var from: Date?
    /// Exclusive.
    package var to: Date?
    package var page: PageRequest
}
