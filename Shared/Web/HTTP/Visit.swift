import Cryptography
import Foundation
package import Identifiers
package import Messages
import Messaging

/// One request to one endpoint, as its handler sees it.
package struct Visit: Sendable {
    package let parts: GatewayParts
    let requestID: String
    let trace: TraceContext
    package let caller: Caller
    package let session: SessionView?
    /// The session's token, or the visitor's cookie: what tokens against forged forms are made from.
    let cookieToken: String?
    let sessionToken: String?
    package var path: String
    let parameters: [String: String]
    package var query: JSONValue
    package let body: JSONValue
    package let file: UploadedFile?
    let repeatKey: RepeatKey
    /// Only the head of the answer is asked for: nobody will see what is in it.
    package var isHead = false
    /// What the form before this page has done, in words for people.
    package var done: String?
    /// How long one answer is waited for.
    var patience = Duration.seconds(6)

    /// Asks a service on the caller's behalf.
    ///
    /// `part` tells several messages of one type within one request apart.
    package func ask<R: Request>(_ request: R, part: String = "", patience: Duration? = nil) async throws -> R.Reply {
        let isCommand = R.kind == .command
        return try await parts.asking.ask(
            request,
            as: caller,
            id: isCommand ? repeatKey.messageID(of: R.type, part: part, keys: parts.keys) : .new(),
            contentHash: isCommand ? repeatKey.contentHash : nil,
            deadline: patience ?? self.patience,
            trace: trace.next()
        )
    }

    /// The whole input of this request: its body, or for GET its query.
    package func read<I: Input>(_ type: I.Type = I.self) throws(Refusal) -> I {
        try Fields.read(type, from: body)
    }

    /// The same from the query; `without` names what the page means by its own words.
    package func readQuery<I: Input>(_ type: I.Type = I.self, without name: String? = nil) throws(Refusal) -> I {
        guard let name, var members = query.members else { return try Fields.read(type, from: query) }
        members[name] = nil
        return try Fields.read(type, from: .object(members))
    }

    /// A parameter of the path; what is no such identifier is simply not there.
    package func id<E>(_ name: String, _: Identifier<E>.Type = Identifier<E>.self) throws(Refusal) -> Identifier<E> {
        guard let id = parameters[name].flatMap({ Identifier<E>($0) }) else {
            throw Refusal.notFound("gateway.not-found")
        }
        return id
    }

    /// A parameter of the path as it was written.
    package func parameter(_ name: String) throws(Refusal) -> String {
        guard let text = parameters[name], !text.isEmpty else { throw Refusal.notFound("gateway.not-found") }
        return text
    }

    /// The account that asks; refuses visitors.
    package func account() throws(Refusal) -> AccountID { try caller.requireAccount() }

    /// Sentences for the codes that are shown to this visitor.
    package var wording: Wording { parts.wording }

    /// What a form of this page must send back to be believed.
    var csrf: String { CrossSiteCheck.token(for: cookieToken ?? "", keys: parts.keys) }

    /// The session may have got other rights: the next request reads it anew.
    package func forgetSession() {
        if let sessionToken { parts.sessions.forget(SessionDirectory.hash(of: sessionToken)) }
    }
}
