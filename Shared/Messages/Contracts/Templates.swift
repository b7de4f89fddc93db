package import Identifiers

package enum TemplateScope: String, Word {
    /// Published by the regulator for everybody.
    case publicModel = "public"
    case own
}

/// A contract template that can be chosen.
package struct TemplateView: Codable, Sendable, Equatable {
    package var id: TemplateID
    package var name: String
    package var type: String
    package var scope: TemplateScope
    package var open: Bool
    package var version: Int
    package var pages: Int
    package var fields: [FieldView]

    package init(
        id: TemplateID,
        name: String,
        type: String,
        scope: TemplateScope,
        open: Bool,
        version: Int,
        pages: Int,
        fields: [FieldView]
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.scope = scope
        self.open = open
        self.version = version
        self.pages = pages
        self.fields = fields
    }
}

/// Lists the templates of one scope.
package struct ListTemplates: Request {
    package static let type = "contracts.list-templates.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var templates: [TemplateView]

        package init(templates: [TemplateView]) {
            self.templates = templates
        }
    }

    package var scope: TemplateScope

    package init(scope: TemplateScope) {
        self.scope = scope
    }

    package var key: String { scope.rawValue }
}
