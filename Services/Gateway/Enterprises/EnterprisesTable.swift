import HTTPTypes
import Messages
import Web

/// Enterprises: to open one, and to choose for which one acts.
enum Enterprises {
    static func table(_ pages: PageTemplates) -> [Entry] {
        let creation = EnterpriseCreationPage(pages: pages)
        let choice = EnterpriseChoicePage(pages: pages)
        return [
            .json(
                .post,
                "/enterprises",
                "Register an enterprise",
                .anyone,
                status: .created,
                isGuarded: true,
                use: Accounts.registerEnterprise
            ),
            .open(.get, "/enterprises/new", use: creation.show),
            .open(.post, "/enterprises/new", isGuarded: true, use: creation.act),
            .open(.get, "/enterprises/created", use: creation.showCreated),
            .json(
                .put,
                "/session/enterprise",
                "Act for an enterprise",
                use: Accounts.chooseEnterprise,
                forms: [
                    SideForm(
                        side: .employer,
                        page: choice.page,
                        needs: .account,
                        isAlone: true,
                        to: { _, visit in Href.ownPath(visit.asked("next")) ?? "/" }
                    )
                ]
            ),
        ]
    }
}
