import Cryptography
import Foundation
import Identifiers
package import Messages
import Mustache

/// What all pages have in common; the names are those of the templates' README.
package struct PageFrame: Sendable {
    var title: String
    var csrf = ""
    /// New for every rendering, so that only a repeat of the very same form is a repeat.
    var idempotencyKey = UUID.v7().lowercaseString
    var errors: [FormError] = []
    var fields = FormState()
    var flash: Flash?
    var carry: [Carried]?
    var nav: [String: Bool] = [:]
    var unread: Int?
    var user: ShownUser?
    var enterprise: ShownEnterprise?
    /// Where the worker's pages lead back to.
    var back: String?
    /// The name that a visitor without any cookie gets with this page.
    var newVisitor: String?

    /// For a page that nobody's request is known of.
    package init(title: String) {
        self.title = title
    }

    /// A page of this visit; its forms can be sent by this visitor only.
    package init(title: String, visit: Visit, nav: NavItem? = nil, form: FormState = FormState()) {
        self.title = title
        if visit.cookieToken == nil {
            let name = SecureRandom.token()
            newVisitor = name
            csrf = CrossSiteCheck.token(for: name, keys: visit.parts.keys)
        } else {
            csrf = visit.csrf
        }
        errors = form.summary
        fields = form
        if let nav { self.nav = [nav.name: true] }
        user = visit.session.map(ShownUser.init)
        enterprise = visit.session?.actingEnterprise.map(ShownEnterprise.init)
    }
}

/// The entry of the main navigation that a page belongs to.
package struct NavItem: Sendable {
    let name: String

    /// The name by which the frame's template asks.
    package init(_ name: String) {
        self.name = name
    }
}

/// What the last action came to.
package struct Flash: Sendable {
    let text: String
    var good = false
    var bad = false

    /// Says that something was done.
    package static func good(_ text: String) -> Flash { Flash(text: text, good: true) }
    /// Says that something was not done.
    package static func bad(_ text: String) -> Flash { Flash(text: text, bad: true) }
}

/// A hidden input.
package struct Carried: Sendable {
    let name: String
    let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// The visitor as pages show them.
package struct ShownUser: Sendable {
    let name: String
    let phone: String

    package init(_ session: SessionView) {
        name = session.personName ?? (session.side == .employer ? "经办人" : "您")
        phone = session.phoneMasked
    }
}

/// The enterprise acted for as pages show it.
struct ShownEnterprise: Sendable {
    let name: String
    let uscc: String
    let verified: Bool

    init(_ membership: EnterpriseMembership) {
        name = membership.name
        uscc = membership.uscc
        verified = membership.verified
    }
}

extension SessionView {
    /// The enterprise that the session acts for.
    package var actingEnterprise: EnterpriseMembership? { enterprises.first { $0.id == enterpriseID } }
}

/// A page's own model with the common values behind it.
struct PageContent: MustacheParent {
    let model: Any
    let frame: PageFrame

    func child(named name: String) -> Any? {
        Self.property(name, of: model) ?? Self.property(name, of: frame)
    }

    private static func property(_ name: String, of object: Any) -> Any? {
        if let parent = object as? any MustacheParent { return parent.child(named: name) }
        guard let value = Mirror(reflecting: object).children.first(where: { $0.label == name })?.value else {
            return nil
        }
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional ? mirror.children.first?.value : value
    }
}

/// A page that needs nothing but the common values.
package struct NoModel: Sendable {
    package init() {}
}
