import Foundation
import Identifiers
import Messages
import Web

/// What was done in or to the enterprise acted for.
enum OperationLog {
    static func list(_ input: OperationsInput, _ visit: Visit) async throws -> OperationList {
        let reply = try await visit.ask(
            ListOperations(
                operation: input.type,
                accountID: input.accountID,
                from: input.from,
                to: input.to,
                page: input.page
            )
        )
        return OperationList(
            items: reply.page.items.map(OperationModel.init),
            next: reply.page.next,
            members: reply.members.map { OperationList.Member(accountID: $0.accountID, name: $0.name) }
        )
    }
}

struct OperationsInput: Input {
    let type: String?
    let accountID: AccountID?
    let from: Date?
    let to: Date?
    let page: PageRequest

    init(_ fields: Fields) {
        type = fields.optionalText("type", "such as contracts.launched.v1")
        accountID = fields.optionalID("accountID")
        from = fields.moment("from", endOfDay: false)
        to = fields.moment("to", endOfDay: true)
        page = PageInput(fields).page
    }
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

struct OperationList: Codable, Sendable {
    struct Member: Codable, Sendable {
        let accountID: AccountID
        let name: String
    }

    let items: [OperationModel]
    let next: String?
    let members: [Member]

    private enum CodingKeys: String, CodingKey {
        case items
        case next
        case members
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
        try container.encode(members, forKey: .members)
    }
}
