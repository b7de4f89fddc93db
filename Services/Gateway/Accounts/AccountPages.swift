import HTTPTypes
import Web

/// The pages around an account that anybody may open.
enum AccountPages {
    static func endpoints(_ pages: PageTemplates) -> [Endpoint] {
        let login = LoginPage(pages: pages)
        let creation = EnterpriseCreationPage(pages: pages)
        return [
            .page(.get, "/login", .anyone, use: login.show),
            .page(.post, "/login", .anyone, isGuarded: true, use: login.act),
            .page(.post, "/logout", .anyone, use: LogoutPage().act),
            .page(.get, "/enterprises/new", .anyone, use: creation.show),
            .page(.post, "/enterprises/new", .anyone, isGuarded: true, use: creation.act),
            .page(.get, "/enterprises/created", .anyone, use: creation.showCreated),
        ]
    }
}
