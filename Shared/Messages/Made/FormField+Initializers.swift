// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

extension FormField {
    @_disfavoredOverload
    package init(
        key: String,
        label: String,
        kind: FieldKind,
        required: Bool = true,
        filledBy: FieldOwner = .employee,
        options: [FieldOption]? = nil,
        hint: String? = nil,
        longest: Int? = nil,
        shortest: Int? = nil,
        least: Double? = nil,
        most: Double? = nil,
        whole: Bool? = nil,
        autofill: String? = nil,
        individual: Bool? = nil,
        fields: [FormField]? = nil,
        _: Never? = nil
    ) {
        self.key = key
        self.label = label
        self.kind = kind
        self.required = required
        self.filledBy = filledBy
        self.options = options
        self.hint = hint
        self.longest = longest
        self.shortest = shortest
        self.least = least
        self.most = most
        self.whole = whole
        self.autofill = autofill
        self.individual = individual
        self.fields = fields
    }
}

extension FieldOption {
    @_disfavoredOverload
    package init(value: String, label: String, _: Never? = nil) {
        self.value = value
        self.label = label
    }
}
