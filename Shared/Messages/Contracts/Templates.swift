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
    package var fields: [FormField]
}

/// Lists the templates of one scope.
package struct ListTemplates: Query {
    package static let type = "contracts.list-templates.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var templates: [TemplateView]
    }

    package var scope: TemplateScope
}
