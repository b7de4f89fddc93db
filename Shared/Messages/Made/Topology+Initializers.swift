// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

extension KafkaTopicPlan {
    @_disfavoredOverload
    package init(name: String, partitions: Int32, retentionHours: Int, _: Never? = nil) {
        self.name = name
        self.partitions = partitions
        self.retentionHours = retentionHours
    }
}
