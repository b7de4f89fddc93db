import Web

/// Everything the Gateway answers to, noun by noun; each noun's table says what programs ask and people see.
enum Routes {
    static func entries(_ pages: PageTemplates) -> [Entry] {
        Home.table(pages) + Accounts.table(pages) + Enterprises.table(pages) + Verifications.table(pages)
            + Onboarding.table(pages) + Contracts.table(pages) + Launch.table(pages) + Signing.table(pages)
            + DocumentCheck.table(pages) + OperationLog.table(pages) + Notices.table(pages)
            + AgreementPages.table(pages)
    }

    static func all(_ pages: PageTemplates) -> [Endpoint] { PageTable.endpoints(entries(pages)) }
}
