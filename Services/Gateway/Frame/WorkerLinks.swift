import Messages
import Web

/// A link in a message to a worker: whoever is not logged in as a worker logs in first and then gets there.
struct DeepLink: Sendable {
    let to: String

    func follow(_ visit: Visit) async throws -> Answer {
        let path = "\(to)/\(try visit.parameter("id"))"
        guard Href.ownPath(path) != nil else { throw Refusal.notFound("gateway.not-found") }
        return visit.session?.side == .worker ? .seeOther(path) : .seeOther(Href.workerLogin(next: path))
    }
}

extension Href {
    static func workerLogin(next: String) -> String {
        to("/login", ["side": "worker", "next": next])
    }

    /// The real-name verification that leads back to `next`.
    static func verification(next: String?) -> String {
        to("/person-verifications/new", ["next": next])
    }
}

extension Visit {
    /// Where to come back to, from the form or the address; only ever one of our own pages.
    var next: String? {
        Href.ownPath(posted("next") ?? asked("next"))
    }
}
