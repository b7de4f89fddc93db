import Hummingbird

/// Lets a provider call through only with the token that the services were given.
struct BearerCheck<Context: RequestContext>: RouterMiddleware {
    let token: String

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.headers[.authorization] == "Bearer \(token)" else {
            throw HTTPError(.unauthorized, headers: [.wwwAuthenticate: "Bearer"], message: "bearer token expected")
        }
        return try await next(request, context)
    }
}
