import HTTPTypes
import Web

extension Verifications {
    static func table(_ pages: PageTemplates) -> [Entry] {
        let start = VerificationStartPage(pages: pages)
        let handler = PersonVerificationPage(pages: pages)
        let code = PersonCodePage(pages: pages)
        let worker = WorkerVerificationPage(pages: pages)
        let workerCode = WorkerVerificationCodePage(pages: pages)
        let organization = OrganizationPage(pages: pages)
        return [
            .json(
                .post,
                "/person-verifications",
                "Prove who you are",
                status: .created,
                use: startPerson
            ),
            .page(
                "/person-verifications/new",
                .employer(handler.show, needs: .enterprise, act: handler.act, isGuarded: true),
                .worker(worker.show, act: worker.act, isGuarded: true)
            ),
            .json(
                .get,
                "/person-verifications/{id}",
                "How it stands",
                use: person,
                pages: [
                    .employer(code.show, needs: .enterprise, act: code.act, isGuarded: true),
                    .worker(workerCode.show, act: workerCode.act, isGuarded: true),
                ]
            ),
            .json(.post, "/person-verifications/{id}/code", "Finish by code", use: confirmPerson),
            .json(.post, "/person-verifications/{id}/resend", "Send the code again", isGuarded: true, use: resendCode),
            .page("/verification", .employer(start.show, needs: .enterprise, act: start.act)),
            .json(
                .post,
                "/enterprise-verifications",
                "Prove the enterprise",
                status: .created,
                use: startEnterprise
            ),
            .page(
                "/enterprise-verifications/new",
                .employer(organization.show, needs: .enterprise, act: organization.act, isGuarded: true)
            ),
            .json(
                .get,
                "/enterprise-verifications/{id}",
                "How it stands",
                use: enterprise,
                pages: [.employer(VerificationResultPage(pages: pages).show, needs: .enterprise)]
            ),
        ]
    }
}
