import Web

/// The pages of an employer: until the enterprise is verified, every business page leads to its verification.
enum EmployerPages {
    static func all(_ pages: PageTemplates) -> [SidePage] {
        account(pages) + verification(pages) + onboarding(pages) + contracts(pages)
    }

    private static func account(_ pages: PageTemplates) -> [SidePage] {
        let choice = EnterpriseChoicePage(pages: pages)
        let password = PasswordPage(pages: pages)
        let messages = MessagesPage(pages: pages)
        return [
            .get("/", needs: .enterprise, use: HomePage(pages: pages).show),
            .get("/session/enterprise", needs: .account, use: choice.show),
            .post("/session/enterprise", needs: .account, use: choice.act),
            .get("/session/password", needs: .account, use: password.show),
            .post("/session/password", needs: .account, use: password.act),
            .get("/messages", needs: .enterprise, use: messages.show),
            .get("/operation-log", needs: .enterprise, use: OperationLogPage(pages: pages).show),
        ]
    }

    private static func verification(_ pages: PageTemplates) -> [SidePage] {
        let start = VerificationStartPage(pages: pages)
        let person = PersonVerificationPage(pages: pages)
        let code = PersonCodePage(pages: pages)
        let organization = OrganizationPage(pages: pages)
        return [
            .get("/verification", needs: .enterprise, use: start.show),
            .post("/verification", needs: .enterprise, use: start.act),
            .get("/person-verifications/new", needs: .enterprise, use: person.show),
            .post("/person-verifications/new", needs: .enterprise, isGuarded: true, use: person.act),
            .get("/person-verifications/{id}", needs: .enterprise, use: code.show),
            .post("/person-verifications/{id}", needs: .enterprise, isGuarded: true, use: code.act),
            .get("/enterprise-verifications/new", needs: .enterprise, use: organization.show),
            .post("/enterprise-verifications/new", needs: .enterprise, isGuarded: true, use: organization.act),
            .get("/enterprise-verifications/{id}", needs: .enterprise, use: VerificationResultPage(pages: pages).show),
        ]
    }

    private static func onboarding(_ pages: PageTemplates) -> [SidePage] {
        let invite = InvitePage(pages: pages)
        let review = ReviewPage(pages: pages)
        return [
            .get("/seals", needs: .verifiedEnterprise, use: SealsPage(pages: pages).show),
            .get("/invitations", needs: .verifiedEnterprise, use: InvitationsPage(pages: pages).show),
            .get("/invitations/new", needs: .verifiedEnterprise, use: invite.show),
            .post("/invitations/new", needs: .verifiedEnterprise, use: invite.act),
            .get("/submissions/{id}", needs: .verifiedEnterprise, use: review.show),
            .post("/submissions/{id}", needs: .verifiedEnterprise, use: review.act),
            .get("/employees", needs: .verifiedEnterprise, use: EmployeesPage(pages: pages).show),
        ]
    }

    private static func contracts(_ pages: PageTemplates) -> [SidePage] {
        let launch = LaunchPage(pages: pages)
        let contract = ContractPage(pages: pages)
        return [
            .get("/contracts", needs: .verifiedEnterprise, use: ContractsPage(pages: pages).show),
            .get("/contracts/new", needs: .verifiedEnterprise, use: launch.show),
            .post("/contracts/new", needs: .verifiedEnterprise, use: launch.act),
            .get("/contracts/launched", needs: .verifiedEnterprise, use: LaunchResultPage(pages: pages).show),
            .get("/contracts/{id}", needs: .verifiedEnterprise, use: contract.show),
            .post("/contracts/{id}", needs: .verifiedEnterprise, use: contract.act),
            .get("/contracts/{id}/signed", needs: .verifiedEnterprise, use: SignedPage(pages: pages).show),
        ]
    }
}
