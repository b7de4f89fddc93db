import Foundation
import JourneyDriver
import Synchronization

/// A large tenant beside a small one: what a list costs each, and what the small one's lists cost while the large one
/// reloads its own.
struct TenantsBenchmark {
    let place: Place
    /// Of the large one; it has half as many employees.
    let contracts: Int

    private static let times = 40
    private static let browsers = 4

    func run() async throws -> [Figure] {
        let folder = place.folder.file("tenants")
        try? FileManager.default.removeItem(atPath: folder)
        // What an account may ask for in a second would bound what is measured.
        let unbounded = ["ADDRESS", "ACCOUNT"].flatMap {
            [("GATEWAY_\($0)_BURST", "1000000"), ("GATEWAY_\($0)_RATE", "100000")]
        }
        let platform = try await RunningPlatform.start(
            place.root,
            folder,
            try Ports(),
            settings: Dictionary(uniqueKeysWithValues: unbounded),
            log: place.folder.file("tenants.log")
        )
        do {
            let (small, large) = try await tenants(platform)
            let figures = try await lists(small, large) + neighbours(small, large)
            await platform.stop()
            return figures
        } catch {
            await platform.stop()
            throw error
        }
    }

    /// One of the two, with what to ask it for.
    private struct Tenant {
        let employer: Employer
        /// Of an employee who was taken on through the interface.
        let phone: String
    }

    private func tenants(_ running: RunningPlatform) async throws -> (small: Tenant, large: Tenant) {
        let start = ContinuousClock.now
        let database = try running.database()
        let platform = Platform(addresses: [running.gateway], sandbox: running.sandbox)
        let cast = Cast()
        let small = try await GrownTenant.make(platform, cast, database, firstNumber: 9_000_000)
        let large = try await GrownTenant.make(platform, cast, database, firstNumber: 1_000_000)
        try await small.tenant.grow(contracts: 10, employees: 10)
        try await large.tenant.grow(contracts: contracts, employees: contracts / 2)
        // What the server would do by itself, sooner or later, shall not be measured.
        try await database.run("VACUUM (ANALYZE)")
        try await database.run("CHECKPOINT")
        // Counts are added up every half minute.
        try await until("what was counted is added up") {
            try await database.run(
                """
                SELECT (SELECT count(*) FROM contracts.contract_changes) + (SELECT count(*) FROM onboarding.roster_changes)
                """
            ) == ["0"]
        }
        note("  \(contracts) contracts after \(plain((ContinuousClock.now - start) / .seconds(1))) s")
        return (
            Tenant(employer: small.tenant.employer, phone: small.phone),
            Tenant(employer: large.tenant.employer, phone: large.phone)
        )
    }

    /// One request at a time, both tenants by turns.
    private func lists(_ small: Tenant, _ large: Tenant) async throws -> [Figure] {
        var figures: [Figure] = []
        for list in TenantList.all {
            let requests = try await (
                list.request(small.employer, small.phone), list.request(large.employer, large.phone)
            )
            var times: (small: [Double], large: [Double]) = ([], [])
            for turn in -3..<Self.times {
                let took = try await (
                    milliseconds(small.employer, requests.0), milliseconds(large.employer, requests.1, list.isEmpty)
                )
                guard turn >= 0 else { continue }
                times.small.append(took.0)
                times.large.append(took.1)
            }
            figures.append(
                Figure(
                    "large tenant: GET /\(list.name)",
                    times.large,
                    unit: "ms",
                    peer: "small tenant",
                    peerValues: times.small,
                    goal: .atMostTimes(2)
                )
            )
        }
        return figures
    }

    /// How long an answer takes, which must be a whole one.
    private func milliseconds(_ employer: Employer, _ request: String, _ isEmpty: Bool? = nil) async throws -> Double {
        let start = ContinuousClock.now
        let answer = try await employer.platform.send(.get, request, as: employer.token).require(200)
        let took = (ContinuousClock.now - start) / .milliseconds(1)
        guard isEmpty == nil || answer.json["items"].items.isEmpty == isEmpty else {
            throw BenchmarkProblem("\(request) found \(isEmpty == true ? "something" : "nothing")")
        }
        return took
    }

    // MARK: The neighbour

    /// Who reloads its list without pause, or as often as the platform lets one account, while the small one asks.
    private enum Neighbour: String, CaseIterable {
        case nobody = "alone"
        case itself = "its own four"
        case large = "the large one's four"
        case largeAsAllowed = "the large one's four, 50 a second"
    }

    private func neighbours(_ small: Tenant, _ large: Tenant) async throws -> [Figure] {
        var medians: [Neighbour: [Double]] = [:]
        var slowest: [Neighbour: [Double]] = [:]
        var refused = 0
        for _ in 0..<place.rounds {
            for neighbour in Neighbour.allCases {
                let reloader: Employer? =
                    switch neighbour {
                    case .nobody: nil
                    case .itself: small.employer
                    case .large, .largeAsAllowed: large.employer
                    }
                let pace: Duration? = neighbour == .largeAsAllowed ? .milliseconds(80) : nil
                let (times, others, reloads) = try await besides(reloader, pace) {
                    try await asked(small.employer)
                }
                refused += times.others + others
                medians[neighbour, default: []].append(percentile(times.milliseconds, 0.5))
                slowest[neighbour, default: []].append(percentile(times.milliseconds, 0.95))
                note("  small tenant beside \(neighbour.rawValue), \(plain(reloads)) reloads a second")
            }
        }
        var figures: [Figure] = []
        for (name, values) in [("p50", medians), ("p95", slowest)] {
            for (neighbour, peer) in [
                (Neighbour.largeAsAllowed, Neighbour.nobody), (.large, .itself), (.large, .nobody),
            ] {
                figures.append(
                    Figure(
                        "small tenant: GET /contracts, \(name), beside \(neighbour.rawValue)",
                        values[neighbour] ?? [],
                        unit: "ms",
                        peer: peer == .nobody ? peer.rawValue : "beside \(peer.rawValue)",
                        peerValues: values[peer] ?? [],
                        goal: .atMostTimes(1.2)
                    )
                )
            }
        }
        figures.append(Figure("answers other than 200", [Double(refused)], unit: "", goal: .below(1)))
        return figures
    }

    /// The small one's list a hundred times, and how often there was another answer than 200.
    private func asked(_ employer: Employer) async throws -> (milliseconds: [Double], others: Int) {
        var times: [Double] = []
        var others = 0
        for _ in 0..<100 {
            let start = ContinuousClock.now
            let answer = try await employer.platform.send(.get, "contracts", as: employer.token)
            if answer.status != 200 { others += 1 }
            times.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        return (times, others)
    }

    /// Does something while four browsers of an employer reload its list; tells how often they were refused, and how many
    /// lists a second they got.
    private func besides<Result: Sendable>(
        _ employer: Employer?,
        _ pace: Duration?,
        _ work: () async throws -> Result
    ) async throws -> (Result, others: Int, reloads: Double) {
        guard let employer else { return (try await work(), 0, 0) }
        let reloads = Reloads()
        return try await withThrowingTaskGroup(of: Void.self) { browsers in
            for number in 0..<Self.browsers {
                browsers.addTask {
                    // Not all at the same moment.
                    if let pace { try await Task.sleep(for: pace * number / Self.browsers) }
                    try await reloads.go(on: employer, pace)
                }
            }
            try await Task.sleep(for: .seconds(1))
            let before = reloads.counts.answers
            let start = ContinuousClock.now
            let result = try await work()
            let perSecond = Double(reloads.counts.answers - before) / ((ContinuousClock.now - start) / .seconds(1))
            reloads.isOver.store(true, ordering: .relaxed)
            try await browsers.waitForAll()
            return (result, reloads.counts.others, perSecond)
        }
    }
}

/// What some browsers got that reload a list until it is over.
private final class Reloads: Sendable {
    let isOver = Atomic<Bool>(false)
    private let state = Mutex((answers: 0, others: 0))

    /// Answers so far, and those among them that were no list.
    var counts: (answers: Int, others: Int) { state.withLock { $0 } }

    /// One browser; `pace`: from one request to the next at least.
    func go(on employer: Employer, _ pace: Duration?) async throws {
        let addresses = employer.platform.addresses
        let browser = Platform(addresses: addresses, sandbox: addresses[0])
        while !isOver.load(ordering: .relaxed) {
            let start = ContinuousClock.now
            let status = try await browser.send(.get, "contracts", as: employer.token).status
            state.withLock { state in
                state.answers += 1
                if status != 200 { state.others += 1 }
            }
            if let pace { try await Task.sleep(until: start + pace, clock: .continuous) }
        }
    }
}
