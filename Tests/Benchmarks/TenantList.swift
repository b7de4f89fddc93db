import Foundation
import JourneyDriver

/// A list that both tenants are asked for.
struct TenantList: Sendable {
    /// As it is shown, without what differs between the tenants.
    let name: String
    /// Whether the large tenant's has nothing in it; nil for what is no list.
    let isEmpty: Bool?
    private let make: @Sendable (Employer, _ phone: String) async throws -> String

    private init(
        _ name: String,
        isEmpty: Bool? = false,
        _ make: (@Sendable (Employer, _ phone: String) async throws -> String)? = nil
    ) {
        self.name = name
        self.isEmpty = isEmpty
        self.make = make ?? { _, _ in name }
    }

    /// The path with its query.
    func request(_ employer: Employer, _ phone: String) async throws -> String {
        let path = try await make(employer, phone)
        return path.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? path
    }

    static var all: [TenantList] {
        [
            TenantList("contracts"),
            TenantList("contracts?box=mine"),
            TenantList("contracts?box=others"),
            TenantList("contracts?box=completed"),
            TenantList("contracts?q=劳动合同"),
            TenantList("contracts?box=completed&q=劳动"),
            TenantList("contracts?q=HT-2026"),
            TenantList("contracts?q=七七七"),
            TenantList("contracts?box=mine&q=七七七", isEmpty: nil),
            TenantList("contracts?q=无此合同", isEmpty: true),
            TenantList("contracts?box=others&q=无此合同", isEmpty: true),
            // Half of all, and none of them among the newest.
            TenantList("contracts?q=HT-2026-11"),
            TenantList("contracts?from=…&to=…, a week") { _, _ in "contracts?from=\(day(77))&to=\(day(70))" },
            TenantList("contracts?to=…, the oldest") { _, _ in "contracts?to=\(day(120))" },
            TenantList("contracts?box=mine&from=…&to=…") { _, _ in "contracts?box=mine&from=\(day(77))&to=\(day(70))" },
            TenantList("contracts?box=completed&q=无&to=…", isEmpty: true) { _, _ in
                "contracts?box=completed&q=无&to=\(day(70))"
            },
            second("contracts?limit=5"),
            second("contracts?box=mine&limit=2"),
            TenantList("summary", isEmpty: nil),
            TenantList("employees"),
            TenantList("employees?name=示例"),
            TenantList("employees?name=七七七"),
            TenantList("employees?name=无此人", isEmpty: true),
            TenantList("employees?phone=…") { _, phone in "employees?phone=\(phone)" },
            TenantList("employees?phone=… of nobody", isEmpty: true) { _, _ in "employees?phone=13900000000" },
            TenantList("employees?phone=0004"),
            TenantList("employees?status=leaving", isEmpty: true),
            TenantList("employees?unassigned=true"),
            second("employees?limit=5"),
            TenantList("departments"),
            TenantList("submissions"),
            TenantList("submissions?status=pending-review"),
            TenantList("operation-log"),
            TenantList("operation-log?type=contracts.launched.v1"),
            TenantList("notices"),
        ]
    }

    private static func second(_ first: String) -> TenantList {
        TenantList("\(first), the next part") { employer, _ in
            let next = try await employer.get(first).require(200).text("next")
            return "\(first)&cursor=\(next)"
        }
    }

    private static func day(_ ago: Int) -> String {
        String(Date(timeIntervalSinceNow: Double(-ago) * 86_400).ISO8601Format().prefix(10))
    }
}
