import Foundation
import HTTPTypes
import Identifiers
import Messages
import Web

/// What was done in or to the enterprise acted for.
enum OperationLog {
    static func table(_ pages: PageTemplates) -> [Entry] {
        [
            .json(
                .get,
                "/operation-log",
                "What was done, for administrators",
                use: list,
                pages: [.employer(OperationLogPage(pages: pages).show, needs: .enterprise)]
            )
        ]
    }

    static func list(_ input: OperationsInput, _ visit: Visit) async throws -> List<OperationModel, Members> {
        let reply = try await visit.ask(
            ListOperations(
                operation: input.type,
                accountID: input.accountID,
                from: input.from,
                to: input.to,
                page: input.page
            )
        )
        return List(
            reply.page.items.map(OperationModel.init),
            next: reply.page.next,
            Members(members: reply.members)
        )
    }
}

struct OperationsInput: Input {
    var type: String?
    var accountID: AccountID?
    var from: Date?
    var to: Date?
    var page = PageRequest()
}

extension OperationsInput {
    init(_ fields: Fields) {
        type = fields.optionalText("type", "such as contracts.launched.v1")
        accountID = fields.optionalID("accountID")
        from = fields.moment("from", endOfDay: false)
        to = fields.moment("to", endOfDay: true)
        page = PageInput(fields).page
    }
}

/// Whose entries a filter may ask for.
struct Members: Codable, Sendable {
    let members: [OperationMember]
}

/// One entry of the log.
struct OperationModel: Codable, Sendable {
    struct Actor: Codable, Sendable {
        let accountID: AccountID
        let name: String?
    }

    let id: OperationID
    let at: Date
    let type: String
    /// The type in words.
    let title: String
    /// What it was done to, such as a contract's identifier.
    let subject: String
    /// Absent when nobody was logged in.
    let actor: Actor?
    let trace: String?

    init(_ view: OperationView) {
        id = view.id
        at = view.at
        type = view.type
        title = OperationWording.title(view.type)
        subject = view.subject
        actor = view.accountID.map { Actor(accountID: $0, name: view.actor) }
        trace = view.trace
    }
}
