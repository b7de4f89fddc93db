// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

extension FieldCodes {
    @_disfavoredOverload
    package init(stems: [String: String], endings: [String: String], _: Never? = nil) {
        self.stems = stems
        self.endings = endings
    }
}
