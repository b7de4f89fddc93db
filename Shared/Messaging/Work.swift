import Foundation
import Kafka

/// One record on its way through a listener.
struct Work: Sendable {
    let record: KafkaRecord
    let firstSeen: Date
    /// Records of its kind share neither batch nor transaction with others.
    var standsAlone = false
    /// How often handling it has failed in this process.
    var failures = 0
    /// It may have been under way when a process ended, so its beginnings are counted in the database.
    var isSuspect = false

    /// Its handling concerns no other record: by its kind, or because it failed and would take theirs apart again.
    var isAlone: Bool { standsAlone || failures > 0 }

    /// Records of one lane are handled one after the other.
    var lane: Lane { Lane(place: record.place, key: record.key ?? "\(record.offset)") }

    struct Lane: Hashable, Sendable {
        let place: KafkaPartition
        let key: String
    }
}

/// How the handling of one record ended.
enum WorkOutcome: Sendable {
    case done
    /// Known before, skipped or put aside: says nothing about whether the handler can crash the process.
    case passed
    case retry(after: Duration)
    /// Its time has not come; that is no failure.
    case later(after: Duration)
}
