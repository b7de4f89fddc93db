import HTTPTypes
import Web

/// Everything the Gateway answers to.
enum Routes {
    static func all(_ pages: PageTemplates) -> [Endpoint] { api + PageRoutes.endpoints(pages) }

    /// The JSON interface; paths are below `/api/v1`.
    static var api: [Endpoint] { accounts + onboarding + contracts + signing + others }

    private static var accounts: [Endpoint] {
        [
            .json(
                .post,
                "/codes",
                "Send a one-time code by SMS",
                .anyone,
                status: .accepted,
                isGuarded: true,
                use: Accounts.requestCode
            ),
            .json(.post, "/sessions", "Log in", .anyone, status: .created, isGuarded: true, use: Accounts.logIn),
            .json(.get, "/session", "Who am I", use: Accounts.session),
            .json(.delete, "/session", "Log out", status: .noContent, use: Accounts.logOut),
            .json(.put, "/session/enterprise", "Act for an enterprise", use: Accounts.chooseEnterprise),
            .json(.put, "/session/password", "Set the password", status: .noContent, use: Accounts.setPassword),
            .json(
                .post,
                "/enterprises",
                "Register an enterprise",
                .anyone,
                status: .created,
                isGuarded: true,
                use: Accounts.registerEnterprise
            ),
            .json(
                .post,
                "/person-verifications",
                "Prove who you are",
                status: .created,
                use: Verifications.startPerson
            ),
            .json(.post, "/person-verifications/{id}/code", "Finish by code", use: Verifications.confirmPerson),
            .json(
                .post,
                "/person-verifications/{id}/resend",
                "Send the code again",
                isGuarded: true,
                use: Verifications.resendCode
            ),
            .json(.get, "/person-verifications/{id}", "How it stands", use: Verifications.person),
            .json(
                .post,
                "/enterprise-verifications",
                "Prove the enterprise",
                status: .created,
                use: Verifications.startEnterprise
            ),
            .json(.get, "/enterprise-verifications/{id}", "How it stands", use: Verifications.enterprise),
        ]
    }

    private static var onboarding: [Endpoint] {
        [
            .json(.post, "/invitations", "Invite a worker by SMS", status: .created, use: Onboarding.invite),
            .json(.get, "/invitations", "The enterprise's invitations", use: Onboarding.invitations),
            .json(
                .get,
                "/invitations/{code}",
                "An invitation by its code",
                .anyone,
                use: Onboarding.invitation
            ),
            .json(
                .post,
                "/invitations/{code}/submission",
                "Hand in the form",
                status: .created,
                use: Onboarding.submit
            ),
            .json(.get, "/submissions", "Submissions to review, or one's own", use: Onboarding.submissions),
            .json(.get, "/submissions/{id}", "One submission", use: Onboarding.submission),
            .json(
                .post,
                "/submissions/{id}/correction",
                "Hand in anew what was sent back",
                status: .created,
                use: Onboarding.correct
            ),
            .json(.post, "/submissions/{id}/approval", "Take the worker on", use: Onboarding.approve),
            .json(.post, "/submissions/{id}/rejection", "Send it back", use: Onboarding.reject),
            .json(.get, "/employees", "The roster", use: Onboarding.employees),
            .json(.get, "/departments", "The departments", use: Onboarding.departments),
            .json(.post, "/departments", "Add a department", status: .created, use: Onboarding.addDepartment),
        ]
    }

    private static var contracts: [Endpoint] {
        [
            .json(.get, "/templates", "Templates to choose from", use: Contracts.templates),
            .json(.post, "/contracts", "Draft one contract for each employee", status: .created, use: Contracts.draft),
            .json(.get, "/contracts", "Contracts of the acting side", use: Contracts.contracts),
            .json(.get, "/contracts/{id}", "One contract", use: Contracts.contract),
            .json(.post, "/contracts/{id}/launch", "Put it before its signers", use: Contracts.launch),
            .json(.post, "/contracts/{id}/urge", "Remind the employee to sign", use: Contracts.urge),
            .json(.post, "/contracts/{id}/withdrawal", "Take it back before all have signed", use: Signing.withdraw),
            .json(.post, "/contracts/{id}/relaunch", "Draft an ended contract once more", use: Contracts.relaunch),
            .file(
                "/contracts/{id}/documents/{documentID}",
                "The PDF as it stands",
                type: "application/pdf",
                use: Contracts.document
            ),
            .file(
                "/contracts/{id}/documents/{documentID}/pages/{page}",
                "A page's image",
                type: "image/png",
                use: Contracts.pageImage
            ),
            .json(.get, "/summary", "Counts for the home page", use: Contracts.summary),
        ]
    }

    private static var signing: [Endpoint] {
        [
            .json(
                .post,
                "/handwritten-signatures",
                "Keep a drawn signature",
                status: .created,
                use: Signing.keepHandwriting
            ),
            .json(.get, "/handwritten-signatures", "One's own drawn signatures", use: Signing.handwriting),
            .file(
                "/handwritten-signatures/{id}/image",
                "A drawn signature",
                type: "image/png",
                use: Signing.handwritingImage
            ),
            .json(.get, "/seals", "The enterprise's seals", use: Signing.seals),
            .file("/seals/{id}/image", "A seal's picture", type: "image/png", use: Signing.sealImage),
            .json(
                .post,
                "/contracts/{id}/willingness",
                "Send the signer a code",
                status: .created,
                use: Signing.requestWillingness
            ),
            .json(.post, "/contracts/{id}/signature", "Sign", use: Signing.sign),
        ]
    }

    private static var others: [Endpoint] {
        [
            .upload("/verifications", "Judge the signatures of a PDF", .anyone, use: DocumentCheck.verify),
            .file("/ca/root.pem", "The trust anchor", type: "application/x-pem-file", .anyone, use: DocumentCheck.root),
            .file(
                "/ca/crl.der",
                "Revoked certificates",
                type: "application/pkix-crl",
                .anyone,
                use: DocumentCheck.revocationList
            ),
            .json(.get, "/operation-log", "What was done, for administrators", use: OperationLog.list),
            .json(.get, "/notices", "Messages", use: Notices.notices),
            .json(.post, "/notices/read", "Mark messages as read", status: .noContent, use: Notices.markRead),
        ]
    }
}
