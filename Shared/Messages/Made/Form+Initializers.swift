// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

extension Form {
    @_disfavoredOverload
    package init(name: String? = nil, fields: [FormField], _: Never? = nil) {
        self.name = name
        self.fields = fields
    }
}

extension FieldValues {
    @_disfavoredOverload
    package init(texts: [String: String] = [:], _: Never? = nil) {
        self.texts = texts
    }
}
