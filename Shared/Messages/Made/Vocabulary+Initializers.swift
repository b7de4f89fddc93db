// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

extension PageRequest {
    @_disfavoredOverload
    package init(cursor: String? = nil, limit: Int = 20, _: Never? = nil) {
        self.cursor = cursor
        self.limit = limit
    }
}

extension Page {
    @_disfavoredOverload
    package init(items: [Item], next: String? = nil, _: Never? = nil) {
        self.items = items
        self.next = next
    }
}
