// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Identifiers

extension TemplateView {
    @_disfavoredOverload
    package init(
        id: TemplateID,
        name: String,
        type: String,
        scope: TemplateScope,
        open: Bool,
        version: Int,
        pages: Int,
        fields: [FormField],
        _: Never? = nil
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

extension ListTemplates {
    @_disfavoredOverload
    package init(scope: TemplateScope, _: Never? = nil) {
        self.scope = scope
    }
}

extension ListTemplates.Reply {
    @_disfavoredOverload
    package init(templates: [TemplateView], _: Never? = nil) {
        self.templates = templates
    }
}
