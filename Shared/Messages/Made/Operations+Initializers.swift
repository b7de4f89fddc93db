// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension OperationView {
    @_disfavoredOverload
    package init(
        id: OperationID,
        at: Date,
        type: String,
        subject: String,
        accountID: AccountID? = nil,
        actor: String? = nil,
        trace: String? = nil,
        _: Never? = nil
    ) {
        self.id = id
        self.at = at
        self.type = type
        self.subject = subject
        self.accountID = accountID
        self.actor = actor
        self.trace = trace
    }
}

extension OperationMember {
    @_disfavoredOverload
    package init(accountID: AccountID, name: String, _: Never? = nil) {
        self.accountID = accountID
        self.name = name
    }
}

extension ListOperations {
    @_disfavoredOverload
    package init(
        operation: String? = nil,
        accountID: AccountID? = nil,
        from: Date? = nil,
        to: Date? = nil,
        page: PageRequest,
        _: Never? = nil
    ) {
        self.operation = operation
        self.accountID = accountID
        self.from = from
        self.to = to
        self.page = page
    }
}

extension ListOperations.Reply {
    @_disfavoredOverload
    package init(page: Page<OperationView>, members: [OperationMember], _: Never? = nil) {
        self.page = page
        self.members = members
    }
}
