import HTTPTypes
import Messages
import Web

/// The pages of a worker, made for phones; the same on a desktop.
enum WorkerPages {
    static func all(_ pages: PageTemplates) -> [SidePage] {
        account(pages) + verification(pages) + onboarding(pages) + contracts(pages)
    }

    /// Pages that are the worker's but may be opened before logging in, by a link in an SMS above all.
    static func endpoints(_ pages: PageTemplates) -> [Endpoint] {
        let invitation = InvitationPage(pages: pages)
        return [
            .page(.get, "/i/{code}", .anyone, isGuarded: true, use: invitation.show),
            .page(.get, "/h5/contracts/{id}", .anyone, use: DeepLink(to: "/contracts").follow),
            .page(.get, "/h5/submissions/{id}", .anyone, use: DeepLink(to: "/submissions").follow),
        ]
    }

    private static func account(_ pages: PageTemplates) -> [SidePage] {
        let password = WorkerPasswordPage(pages: pages)
        return [
            .get("/", needs: .account, use: WorkerHomePage(pages: pages).show),
            .get("/session/password", needs: .account, use: password.show),
            .post("/session/password", needs: .account, use: password.act),
        ]
    }

    private static func verification(_ pages: PageTemplates) -> [SidePage] {
        let start = WorkerVerificationPage(pages: pages)
        let code = WorkerVerificationCodePage(pages: pages)
        return [
            .get("/person-verifications/new", needs: .account, use: start.show),
            .post("/person-verifications/new", needs: .account, isGuarded: true, use: start.act),
            .get("/person-verifications/{id}", needs: .account, use: code.show),
            .post("/person-verifications/{id}", needs: .account, isGuarded: true, use: code.act),
        ]
    }

    private static func onboarding(_ pages: PageTemplates) -> [SidePage] {
        let form = SubmissionFormPage(pages: pages)
        let submission = SubmissionPage(pages: pages)
        return [
            .get("/invitations/{code}/submission", needs: .account, use: form.show),
            .post("/invitations/{code}/submission", needs: .account, use: form.act),
            .get("/submissions", needs: .account, use: SubmissionsPage(pages: pages).show),
            .get("/submissions/{id}", needs: .account, use: submission.show),
            .get("/submissions/{id}/correction", needs: .account, use: form.showCorrection),
            .post("/submissions/{id}/correction", needs: .account, use: form.actCorrection),
            .get("/submissions/{id}/sent", needs: .account, use: submission.showSent),
        ]
    }

    private static func contracts(_ pages: PageTemplates) -> [SidePage] {
        let contract = WorkerContractPage(pages: pages)
        return [
            .get("/contracts", needs: .account, use: WorkerContractsPage(pages: pages).show),
            .get("/contracts/{id}", needs: .account, use: contract.show),
            .post("/contracts/{id}", needs: .account, isGuarded: true, use: contract.act),
            .get("/contracts/{id}/signed", needs: .account, use: WorkerSignedPage(pages: pages).show),
            .get("/contracts/{id}/download", needs: .account, use: ContractDownload.open),
        ]
    }
}

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

    /// Where a worker who is not verified yet has to go first, coming back to `path` afterwards.
    func verificationDetour(backTo path: String? = nil) -> Answer? {
        session?.personVerified == true ? nil : .seeOther(Href.verification(next: path ?? self.path))
    }
}
