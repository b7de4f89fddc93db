import Foundation
import Identifiers
import Messages
import Postgres

extension Transaction {
    /// One contract more than the page has, newest first.
    func contracts(of side: ActingSide, _ request: ListContracts) async throws -> [ListedContract] {
        let listing = try ContractListing(side, request)
        let count = request.page.count + 1
        guard let searched = SearchedText(request.text) else { return try await query(listing.newest(count)).items() }
        let found = listing.holding(searched)
        // What is found often is found among the newest; only what is rare among them is worth asking the ends of texts.
        guard side.role == .enterprise, let edge = try await one(listing.edge(ofNewest: 1_000)) else {
            return try await query(found.newest(count)).items()
        }
        let (time, id) = (try edge.get("listed_at", as: Date.self), try edge.get("id", as: ContractID.self))
        let near = try await query(found.with("(c.listed_at, c.id) >= (\(time), \(id))").newest(count)).items()
        guard near.count < count else { return near }
        let beyond = found.with("(c.listed_at, c.id) < (\(time), \(id))")
        let rest = count - near.count
        // Few are looked up and sorted; of many the next ones are met sooner in the order of the list.
        let isFrequent = try await one(listing.isFrequent(searched)) != nil
        let further = isFrequent ? beyond.newest(rest) : beyond.ending(in: searched, rest)
        return try await near + query(further).items()
    }

    /// Those of the given contracts that the side sees, newest first.
    func contracts(of side: ActingSide, among ids: [ContractID]) async throws -> [ContractItem] {
        let listing = try ContractListing(side, ListContracts(box: .all, page: PageRequest()))
        return try await query(listing.with("c.id = ANY(\(ids.map(\.uuid)))").newest(ids.count)).items().map(\.item)
    }
}

/// A contract as a list shows it, and where in its order.
struct ListedContract: Sendable {
    let item: ContractItem
    let place: ListPlace
}

/// Which contracts a list shows, in SQL.
private struct ContractListing {
    private static let order: SQL = "ORDER BY c.listed_at DESC, c.id DESC"

    private let side: ActingSide
    /// The states that lie in the box, nil for all.
    private let states: [String]?
    private var conditions: SQL

    init(_ side: ActingSide, _ request: ListContracts) throws(Refusal) {
        self.side = side
        states = StateCount.states(in: request.box, of: side.role)
        conditions = SQL.all([
            side.visible,
            request.from.map { "c.listed_at >= \($0)" },
            request.to.map { "c.listed_at < \($0)" },
            try request.page.place(in: ListContracts.self).map { place in
                guard let time = place.at else {
                    // The cursor of an instance from before it held the time: a draft launched since is listed anew.
                    return "(c.listed_at, c.id) < (SELECT listed_at, id FROM contracts WHERE id = \(place.id))"
                }
                // As a query of its own: a plan for what little lies beyond one place would sort all of it.
                return "(c.listed_at, c.id) < (SELECT \(time)::timestamptz, \(place.id)::uuid)"
            },
        ])
    }

    func with(_ condition: SQL) -> ContractListing {
        var narrower = self
        narrower.conditions = .all([conditions, condition])
        return narrower
    }

    func holding(_ searched: SearchedText) -> ContractListing {
        let columns: [SQL] = ["c.name", "c.number", "c.enterprise_name", "c.employee_name"]
        return with("(\(SQL.any(columns.map(searched.isWithin))))")
    }

    func newest(_ count: Int) -> SQL {
        items(of: rows(count), count)
    }

    /// The last of the newest in the box, none when there are not so many.
    func edge(ofNewest count: Int) -> SQL {
        "SELECT c.listed_at, c.id FROM (\(rows(count))) AS c \(Self.order) OFFSET \(count - 1) LIMIT 1"
    }

    /// Those whose texts have an end that begins with what is searched for; the own name, which is the same in all, has
    /// none, for it is found among the newest.
    func ending(in searched: SearchedText, _ count: Int) -> SQL {
        let inBox = states.map { "c.state = ANY(\($0)::text[])" as SQL }
        return items(
            of: """
                SELECT * FROM (
                    SELECT * FROM contracts
                    WHERE id = ANY(ARRAY(
                        SELECT contract_id FROM contract_terms WHERE \(ends(searched))
                    ))
                    -- Kept apart: few are found, and the order of the list would be asked for all that are not.
                    OFFSET 0
                ) AS c
                WHERE \(SQL.all([conditions, inBox]))
                """,
            count
        )
    }

    /// A row when more texts than are sorted quickly have an end that begins with what is searched for.
    func isFrequent(_ searched: SearchedText) -> SQL {
        "SELECT 1 FROM contract_terms WHERE \(ends(searched)) OFFSET 2000 LIMIT 1"
    }

    private func ends(_ searched: SearchedText) -> SQL {
        "enterprise_id = \(side.ownerID) AND \(searched.begins("term"))"
    }

    /// The newest of each state, each from its own part of the index.
    private func rows(_ count: Int) -> SQL {
        guard let states else {
            return "SELECT * FROM contracts AS c WHERE \(conditions) \(Self.order) LIMIT \(count)"
        }
        return """
            SELECT c.*
            FROM unnest(\(states)::text[]) AS s (state)
            CROSS JOIN LATERAL (
                SELECT * FROM contracts AS c
                WHERE c.state = s.state AND \(conditions)
                \(Self.order)
                LIMIT \(count)
            ) AS c
            """
    }

    private func items(of rows: SQL, _ count: Int) -> SQL {
        """
        SELECT c.*, c.state = ANY(\(StateCount.states(in: .mine, of: side.role) ?? [])::text[]) AS my_turn,
            (SELECT signed_at FROM parties WHERE contract_id = c.id AND role = 'employee') AS employee_signed_at,
            (SELECT signed_at FROM parties WHERE contract_id = c.id AND role = 'enterprise') AS enterprise_signed_at
        FROM (\(rows)) AS c
        \(Self.order)
        LIMIT \(count)
        """
    }
}

extension ActingSide {
    /// What `sees` says, in SQL.
    fileprivate var visible: SQL {
        switch self {
        case .enterprise(let id): "c.enterprise_id = \(id)"
        case .employee(let id): "c.employee_account_id = \(id) AND c.status <> 'draft'"
        }
    }
}

extension [Row] {
    fileprivate func items() throws -> [ListedContract] {
        try map { row in
            let item = try ContractItem(row: row)
            return ListedContract(item: item, place: ListPlace(item.id, at: try row.get("listed_at")))
        }
    }
}

extension ContractItem {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            number: try row.get("number"),
            name: try row.get("name"),
            status: try row.get("status"),
            enterpriseName: try row.get("enterprise_name"),
            employeeName: try row.get("employee_name"),
            employeePhoneMasked: try row.get("employee_phone_masked"),
            launchedAt: try row.get("launched_at"),
            completedAt: try row.get("completed_at"),
            parties: [
                PartyView(
                    role: .employee,
                    name: try row.get("employee_name"),
                    status: try row.get("employee_status"),
                    signedAt: try row.get("employee_signed_at")
                ),
                PartyView(
                    role: .enterprise,
                    name: try row.get("enterprise_name"),
                    status: try row.get("enterprise_status"),
                    signedAt: try row.get("enterprise_signed_at")
                ),
            ],
            myTurn: try row.get("my_turn")
        )
    }
}
