import Messaging

extension KeptRows {
    /// What this service removes by age; who somebody is and what they consented to stays.
    static func ofIdentity(operationLogDays: Int) -> [KeptRows] {
        [
            KeptRows(table: "operation_log", by: "occurred_at", days: operationLogDays),
            // Limits look back a day.
            KeptRows(table: "codes", by: "created_at", days: 7),
            KeptRows(table: "sessions", by: "expires_at", days: 30),
        ]
    }
}
