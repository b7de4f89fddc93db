import Foundation
import HTTPTypes
import Messages
import Web

/// Pages for what went wrong, in words that help.
struct ErrorPages: ProblemPages {
    let pages: PageTemplates

    func page(of problem: Problem, visit: Visit?) -> Answer {
        if problem.status == .unauthorized { return .seeOther(visit.map { Href.login(next: $0) } ?? "/login") }
        let name = Self.template(problem.status)
        var answer = render(name, model(of: problem, visit), title: Self.title(name), visit, problem.status)
        problem.addHeaders(to: &answer)
        return answer
    }

    func working(operation: String, visit: Visit) -> Answer {
        let model = WorkingModel(operationURL: operation, afterHref: Self.after(visit.path), homeHref: "/")
        return render("error-working", model, title: "仍在处理", visit, .accepted)
    }

    /// A form is no place to see a result.
    private static func after(_ path: String) -> String {
        switch path {
        case "/contracts/new": "/contracts"
        case "/invitations/new": "/invitations"
        default: path
        }
    }

    private func model(of problem: Problem, _ visit: Visit?) -> ProblemModel {
        ProblemModel(
            message: problem.detail,
            reference: problem.requestID,
            retryAfter: problem.retryAfter.map { $0 < 60 ? " \($0) 秒" : " \(($0 + 59) / 60) 分钟" },
            verificationHref: Self.verification(problem.code),
            homeHref: "/",
            backHref: visit?.path ?? "/"
        )
    }

    private func render<Model: Sendable>(
        _ name: String,
        _ model: Model,
        title: String,
        _ visit: Visit?,
        _ status: HTTPResponse.Status
    ) -> Answer {
        let frame = visit.map { PageFrame(title: title, visit: $0) } ?? PageFrame(title: title)
        let page = try? pages.answer(name, model, frame: frame, for: visit, status: status)
        return page ?? Answer.html(title, status: status)
    }

    private static func template(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .forbidden: "error-403"
        case .notFound: "error-404"
        case let status where status.kind == .serverError: "error-500"
        default: "error-409"
        }
    }

    private static func title(_ template: String) -> String {
        switch template {
        case "error-403": "没有权限办理"
        case "error-404": "没有找到这个页面"
        case "error-500": "服务出现问题"
        default: "暂时不能这样做"
        }
    }

    private static func verification(_ code: String) -> String? {
        switch code {
        case "identity.enterprise-unverified": "/verification"
        case "identity.person-unverified": "/person-verifications/new"
        default: nil
        }
    }
}

private struct ProblemModel: Sendable {
    let message: String
    let reference: String
    let retryAfter: String?
    let verificationHref: String?
    let homeHref: String
    let backHref: String
}

private struct WorkingModel: Sendable {
    let operationURL: String
    let afterHref: String
    let homeHref: String
}
