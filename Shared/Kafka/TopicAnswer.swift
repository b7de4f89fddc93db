/// What a broker answered to the wish for one topic.
///
/// A request for topics has no answer of its own: each topic is made or not, whatever became of the others.
enum TopicAnswer: Equatable {
    case made
    /// Another process was quicker, or it has always been there.
    case wasThere
    /// Not now; asked again it can be made.
    case later(String)
    /// Asking again will not help.
    case refused(KafkaError.Reason, String)

    /// By the numbers of Kafka's protocol.
    init(code: Int32) {
        switch code {
        case 0: self = .made
        case 36: self = .wasThere
        case 29, 31: self = .refused(.notAuthorized, "no right to make them (CREATE)")
        case 17: self = .refused(.configuration, "the name is not accepted")
        case 35: self = .refused(.configuration, "the broker does not know this way of making topics")
        case 37: self = .refused(.configuration, "the number of partitions is not accepted")
        case 38:
            self = .refused(.configuration, "more copies than there are brokers (KAFKA_REPLICATION_FACTOR)")
        case 39: self = .refused(.configuration, "the placing of the copies is not accepted")
        case 40: self = .refused(.configuration, "retention.ms or cleanup.policy is not accepted")
        case 42: self = .refused(.configuration, "the request is not accepted")
        case 44: self = .refused(.configuration, "a policy of the brokers forbids them")
        case 7: self = .later("not made in time")
        case 41: self = .later("the cluster is choosing its controller")
        case 89: self = .later("the quota for new topics is used up")
        default: self = .later("error \(code)")
        }
    }
}
