import Foundation
import HTTPTypes
import Messages
import Web

/// A page as one side of the platform sees it; the same address may show the other side something else.
struct SidePage: Sendable {
    /// What must be settled before the page makes sense; whoever lacks it is led there.
    enum Needs: Sendable {
        case account
        case enterprise
        case verifiedEnterprise
        case verifiedPerson
    }

    let method: HTTPRequest.Method
    let path: String
    let needs: Needs
    let isGuarded: Bool
    let perform: @Sendable (Visit) async throws -> Answer

    static func get(
        _ path: String,
        needs: Needs,
        use perform: @escaping @Sendable (Visit) async throws -> Answer
    ) -> SidePage {
        SidePage(method: .get, path: path, needs: needs, isGuarded: false, perform: perform)
    }

    static func post(
        _ path: String,
        needs: Needs,
        isGuarded: Bool = false,
        use perform: @escaping @Sendable (Visit) async throws -> Answer
    ) -> SidePage {
        SidePage(method: .post, path: path, needs: needs, isGuarded: isGuarded, perform: perform)
    }

    /// Where the visitor has to go first, or nil when the page may be shown.
    func detour(_ session: SessionView) -> String? {
        switch needs {
        case .account: return nil
        case .verifiedPerson: return session.personVerified ? nil : "/person-verifications/new"
        case .enterprise, .verifiedEnterprise:
            guard let enterprise = session.actingEnterprise else {
                return session.enterprises.isEmpty ? "/enterprises/new" : "/session/enterprise"
            }
            return needs == .enterprise || enterprise.verified ? nil : "/verification"
        }
    }
}

/// Joins the pages of both sides into one table: one address, one endpoint.
enum PageTable {
    static func endpoints(employer: [SidePage], worker: [SidePage]) -> [Endpoint] {
        let byName = { (pages: [SidePage]) in
            Dictionary(pages.map { ("\($0.method.rawValue) \($0.path)", $0) }) { first, _ in first }
        }
        let employers = byName(employer)
        let workers = byName(worker)
        return Set(employers.keys).union(workers.keys).sorted().compactMap { name in
            guard let page = employers[name] ?? workers[name] else { return nil }
            return endpoint(page, employer: employers[name], worker: workers[name])
        }
    }

    private static func endpoint(_ page: SidePage, employer: SidePage?, worker: SidePage?) -> Endpoint {
        // A page is led to the login with the way back; a form cannot be sent again afterwards.
        let access: Endpoint.Access = page.method == .get ? .anyone : .account
        let isGuarded = employer?.isGuarded ?? false || worker?.isGuarded ?? false
        return .page(page.method, page.path, access, isGuarded: isGuarded) { visit in
            guard let session = visit.session else { return .seeOther(Href.login(next: visit)) }
            guard let page = session.side == .worker ? worker : session.side == .employer ? employer : nil else {
                throw Refusal.notFound("gateway.not-found")
            }
            if let elsewhere = page.detour(session) { return .seeOther(elsewhere) }
            do {
                return try await page.perform(visit)
            } catch let refusal as Refusal {
                guard page.method == .get, let first = visit.firstPage(after: refusal.fields) else { throw refusal }
                return first
            }
        }
    }
}
