// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

extension FieldRules.Schema {
    @_disfavoredOverload
    package init(
        type: String = "string",
        format: String? = nil,
        pattern: String? = nil,
        told: String? = nil,
        encoding: String? = nil,
        longest: Int? = nil,
        example: String,
        _: Never? = nil
    ) {
        self.type = type
        self.format = format
        self.pattern = pattern
        self.told = told
        self.encoding = encoding
        self.longest = longest
        self.example = example
    }
}
