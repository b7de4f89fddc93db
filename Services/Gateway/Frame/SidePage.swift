import Foundation
import HTTPTypes
import Messages
import Web

/// What one side of the platform sees at an address; the other side may see something else there.
struct SidePage: Sendable {
    typealias Perform = @Sendable (Visit) async throws -> Answer

    /// What must be settled before the page makes sense; whoever lacks it is led there.
    enum Needs: Sendable {
        case account
        case enterprise
        case verifiedEnterprise
        case verifiedPerson
    }

    let side: Side
    let needs: Needs
    /// Nil when there is nothing to see, or nothing to send.
    var show: Perform?
    var act: Perform?
    /// Somebody could guess or send messages with what is sent.
    var isGuarded = false
    /// What is said once its form has done what it is for; only the form's code travels in the address, proven.
    var done: String?

    static func employer(
        _ show: @escaping Perform,
        needs: Needs = .verifiedEnterprise,
        act: Perform? = nil,
        isGuarded: Bool = false
    ) -> SidePage {
        SidePage(side: .employer, needs: needs, show: show, act: act, isGuarded: isGuarded)
    }

    static func worker(
        _ show: @escaping Perform,
        needs: Needs = .account,
        act: Perform? = nil,
        isGuarded: Bool = false
    ) -> SidePage {
        SidePage(side: .worker, needs: needs, show: show, act: act, isGuarded: isGuarded)
    }

    func perform(_ method: HTTPRequest.Method) -> Perform? { method == .get ? show : act }

    /// Where the visitor has to go first, or nil when the page may be shown.
    func detour(_ visit: Visit, _ session: SessionView) -> String? {
        switch needs {
        case .account: return nil
        case .verifiedPerson: return session.personVerified ? nil : Href.verification(next: visit.path)
        case .enterprise, .verifiedEnterprise:
            guard let enterprise = session.actingEnterprise else {
                return session.enterprises.isEmpty ? "/enterprises/new" : "/session/enterprise"
            }
            return needs == .enterprise || enterprise.verified ? nil : "/verification"
        }
    }
}

/// Makes endpoints of the entries of all nouns: one address is one endpoint, whichever side comes.
enum PageTable {
    static func endpoints(_ entries: [Entry]) -> [Endpoint] {
        var sides: [String: [Side: SidePage]] = [:]
        var words: [Side: [String: String]] = [:]
        for entry in entries {
            for page in entry.pages {
                sides[entry.path, default: [:]][page.side] = page
                words[page.side, default: [:]][code(of: entry.path)] = page.done
            }
        }
        let pages = sides.sorted { $0.key < $1.key }.flatMap { path, sides in
            [HTTPRequest.Method.get, .post].compactMap { endpoint($0, path, sides, words) }
        }
        return entries.flatMap(\.endpoints) + pages
    }

    /// `contracts-urge` for the form at `/contracts/{id}/urge`.
    static func code(of path: String) -> String {
        path.split(separator: "/").filter { !$0.hasPrefix("{") }.joined(separator: "-")
    }

    private static func endpoint(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ sides: [Side: SidePage],
        _ words: [Side: [String: String]]
    ) -> Endpoint? {
        let offered = sides.values.filter { $0.perform(method) != nil }
        if offered.isEmpty { return nil }
        // A page is led to the login with the way back; a form cannot be sent again afterwards.
        let access: Endpoint.Access = method == .get ? .anyone : .account
        let isGuarded = method == .post && offered.contains(where: \.isGuarded)
        return .page(method, path, access, isGuarded: isGuarded) { visit in
            guard let session = visit.session else { return .seeOther(Href.login(next: visit)) }
            guard let page = sides[session.side], let perform = page.perform(method) else {
                throw Refusal.notFound("gateway.not-found")
            }
            if let elsewhere = page.detour(visit, session) { return .seeOther(elsewhere) }
            var visit = visit
            visit.done = visit.cameBy.flatMap { words[session.side]?[$0] }
            do {
                return try await perform(visit)
            } catch let refusal as Refusal {
                guard method == .get, let first = visit.firstPage(after: refusal.fields) else { throw refusal }
                return first
            }
        }
    }
}

extension Visit {
    /// Whether the form at this address has just led here.
    func comes(from path: String) -> Bool { cameBy == PageTable.code(of: path) }

    /// The address of a page that the form at `path` leads to.
    func led(to there: String, from path: String) -> String {
        let page = String(there.prefix { $0 != "?" })
        return Href.to(there, ["done": proven(PageTable.code(of: path), at: page)])
    }

    fileprivate var cameBy: String? { asked("done").flatMap { word(proven: $0) } }
}
