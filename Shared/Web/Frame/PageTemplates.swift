import Cryptography
import Foundation
package import HTTPTypes
package import Identifiers
import Messages
import Mustache

/// Turns the model of a page into an answer, with what all pages have in common around it.
package struct PageTemplates: Sendable {
    private let library: MustacheLibrary
    private let countUnread: @Sendable (Visit) async -> Int?
    private let watch: (@Sendable (_ template: String, _ model: Any, _ frame: PageFrame) -> Void)?
    private let unread = BoundedMemory<AccountID, Int>(limit: 20_000, lifetime: 15)

    /// Loads all templates below a directory, each known by its file's name wherever it lies.
    ///
    /// `countUnread` tells how many messages wait for the visitor, nil when that cannot be known in time. Throws when
    /// a template cannot be parsed or two have one name. `watching` is told of each page that is made.
    package init(
        _ directory: String,
        countUnread: @escaping @Sendable (Visit) async -> Int?,
        watching watch: (@Sendable (_ template: String, _ model: Any, _ frame: PageFrame) -> Void)? = nil
    ) throws {
        self.countUnread = countUnread
        self.watch = watch
        var templates: [String: MustacheTemplate] = [:]
        let root = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
        for path in FileManager.default.enumerator(atPath: root.path)?.compactMap({ $0 as? String }) ?? [] {
            let file = root.appending(path: path)
            guard file.pathExtension == "mustache" else { continue }
            let name = file.deletingPathExtension().lastPathComponent
            guard templates[name] == nil else { throw TemplateTwice(name: name) }
            templates[name] = try MustacheTemplate(string: String(contentsOf: file, encoding: .utf8))
        }
        library = MustacheLibrary(templates: templates)
    }

    /// The page of a logged-in visitor, or of anybody, with `form` filled in again and `errors` from it.
    ///
    /// `model` is any struct whose properties have the names the template's comment asks for; what it does not have
    /// or has as nil is looked up among the common values.
    package func answer<Model: Sendable>(
        _ template: String,
        _ model: Model,
        title: String,
        for visit: Visit,
        nav: NavItem? = nil,
        form: FormState = FormState(),
        flash: Flash? = nil,
        carry: [Carried]? = nil,
        back: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Answer {
        var frame = PageFrame(title: title, visit: visit, nav: nav, form: form)
        frame.flash = flash ?? visit.done.map { .good($0) }
        frame.carry = carry
        frame.back = back
        if visit.session?.side == .employer { frame.unread = await unreadNotices(of: visit) }
        return try answer(template, model, frame: frame, for: visit, status: status)
    }

    /// The same where everything around the model is known already.
    package func answer<Model: Sendable>(
        _ template: String,
        _ model: Model,
        frame: PageFrame,
        for visit: Visit?,
        status: HTTPResponse.Status = .ok
    ) throws -> Answer {
        watch?(template, model, frame)
        guard let text = library.render(PageContent(model: model, frame: frame), withTemplate: template) else {
            throw TemplateMissing(name: template)
        }
        var answer = Answer.html(text, status: status)
        if let visit, let name = frame.newVisitor {
            let cookies = visit.parts.cookies
            answer = answer.adding(cookies.set(cookies.visitor, name, now: visit.parts.now()))
        }
        return answer
    }

    /// Asked once in a while only; a page is shown without the count rather than late.
    private func unreadNotices(of visit: Visit) async -> Int? {
        guard let account = visit.session?.accountID else { return nil }
        let now = visit.parts.now()
        if let known = unread[account, now] { return known > 0 ? known : nil }
        guard let count = await countUnread(visit) else { return nil }
        unread.keep(count, for: account, now: now)
        return count > 0 ? count : nil
    }

    /// After messages were read the count is asked anew.
    package func forgetUnread(of account: AccountID) {
        unread.forget(account)
    }
}

/// Two templates have one name, so one would hide the other.
struct TemplateTwice: Error {
    let name: String
}

/// A page without its template: somebody forgot a file.
struct TemplateMissing: Error {
    let name: String
}
