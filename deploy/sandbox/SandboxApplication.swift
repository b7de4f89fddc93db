import Hummingbird
import Logging
import NIOCore

/// Puts the sandbox together: open pages for people and tests, bearer-protected calls for the services.
func makeSandbox(
    _ settings: SandboxSettings,
    logger: Logger,
    onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
) -> some ApplicationProtocol {
    let mailbox = Mailbox()
    let failures = FailureMemory()
    let router = Router()

    router.get("healthz") { _, _ in "ok\n" }
    InboxRoutes(mailbox: mailbox).add(to: router)

    let providers = router.group().add(middleware: BearerCheck(token: settings.token))
    ShortMessageRoutes(mailbox: mailbox, failures: failures, silence: settings.silence).add(to: providers)
    RegisterRoutes(answers: AnswerMemory(), failures: failures, silence: settings.silence).add(to: providers)

    return Application(
        router: router,
        configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: "suiyue-sandbox"),
        onServerRunning: { channel in
            if let port = channel.localAddress?.port {
                onListening(port)
            }
        },
        logger: logger
    )
}
