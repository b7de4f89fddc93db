import Foundation
import Identifiers
import Kafka
import Messages

/// One record on its way through a listener.
struct Work: Sendable {
    let record: KafkaRecord
    /// What the record says about itself, read once however often it is tried.
    let headers: Result<MessageHeaders, MalformedHeaders>
    let firstSeen: Date
    /// Records of its kind share neither batch nor transaction with others.
    var standsAlone = false
    /// How often handling it has failed in this process.
    var failures = 0
    /// It may have been under way when a process ended, so its beginnings are counted in the database.
    var isSuspect = false
    /// Its turn in the line for places, when it has waited in one.
    var turn: WorkPlaces.Turn?

    init(record: KafkaRecord, firstSeen: Date, standsAlone: Bool = false) {
        self.record = record
        self.firstSeen = firstSeen
        self.standsAlone = standsAlone
        headers = Result { () throws(MalformedHeaders) in try MessageHeaders(record.headers) }
    }

    /// In whose name it is asked; nil when nobody has logged in.
    var tenant: Tenant? {
        guard let caller = try? headers.get().caller else { return nil }
        return caller.enterpriseID.map(Tenant.enterprise) ?? caller.accountID.map(Tenant.account)
    }

    /// Who shares a service's workers with others: an enterprise, or a person for themselves.
    enum Tenant: Hashable, Sendable {
        case enterprise(EnterpriseID)
        case account(AccountID)
    }

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
    /// It waits until it is called or its time is over; that is no failure either.
    case inTurn(WorkPlaces.Turn)
}
