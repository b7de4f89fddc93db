import HTTPTypes
import Messages
import Web

extension Accounts {
    static func table(_ pages: PageTemplates) -> [Entry] {
        let login = LoginPage(pages: pages)
        let password = PasswordPage(pages: pages)
        return [
            .json(
                .post,
                "/codes",
                "Send a one-time code by SMS",
                .anyone,
                status: .accepted,
                isGuarded: true,
                use: requestCode
            ),
            .json(.post, "/sessions", "Log in", .anyone, status: .created, isGuarded: true, use: logIn),
            .open(.get, "/login", use: login.show),
            .open(.post, "/login", isGuarded: true, use: login.act),
            .json(.get, "/session", "Who am I", use: session),
            .json(.delete, "/session", "Log out", status: .noContent, use: logOut),
            .open(.post, "/logout", use: LogoutPage().act),
            .json(.put, "/session/password", "Set the password", status: .noContent, use: setPassword),
            .form(
                "/session/password",
                use: PasswordPage.set,
                [Side.employer, .worker].map { side in
                    SideForm(
                        side: side,
                        page: password.page,
                        needs: .account,
                        isAlone: true,
                        order: ["password", "again"],
                        done: "密码已保存，下次可以用密码登录。"
                    )
                }
            ),
        ]
    }
}
