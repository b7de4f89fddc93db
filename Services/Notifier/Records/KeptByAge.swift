import Messaging
import Postgres

extension KeptRows {
    /// What this service removes by age: texts, sent or not, sooner than what people find in their 消息.
    static let ofNotifier = [
        KeptRows(table: "notices", by: "created_at", days: 90, where: "channel <> 'in-app'"),
        KeptRows(table: "notices", by: "created_at", days: 731),
    ]
}
