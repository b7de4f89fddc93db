import Foundation
import JourneyDriver
import Synchronization

/// The main job, many at once: how many a minute, what each costs, who has the machine, and how long one waits.
///
/// A job is an employer that registers and proves itself, takes one worker on and has a contract signed by both, with the
/// worker looking at every page: from the first code to the finished PDF. The driver runs beside on the same cores.
struct LoadBenchmark {
    static let watched = ["draft", "launch", "page", "contract", "sign"]

    let place: Place
    let seconds: Double
    let levels: [Int]
    /// Another checkout, built for release, measured in the same run.
    let before: String?

    func run() async throws -> [Figure] {
        var earlier: [Int: Measured] = [:]
        if let before {
            note("  before: \(before)")
            earlier = try await measure(before, "load-before", waitsForCopies: true)
        }
        let now = try await measure(place.root, "load", waitsForCopies: false)
        return levels.flatMap { figures($0, now[$0], earlier[$0]) }
    }

    /// What one level came to.
    struct Measured {
        var jobs = 0
        var refused: [String: Int] = [:]
        var seconds = 0.0
        var used: [String: Double] = [:]
        var most: [String: Double] = [:]
        var waits: [String: [Double]] = [:]

        var coreSeconds: Double { used.values.reduce(0, +) }
    }

    /// `waitsForCopies`: an older platform tells a program at full speed that what it made does not exist.
    private func measure(_ root: String, _ name: String, waitsForCopies: Bool) async throws -> [Int: Measured] {
        let folder = place.folder.file(name)
        try? FileManager.default.removeItem(atPath: folder)
        let log = place.folder.file("\(name).log")
        let platform = try await RunningPlatform.start(root, folder, try Ports(), log: log)
        do {
            _ = try await load(platform, lanes: 4, for: 5, waitsForCopies)
            var measured: [Int: Measured] = [:]
            for level in levels {
                let result = try await load(platform, lanes: level, for: seconds, waitsForCopies)
                measured[level] = result
                note(
                    "  \(level) at once: \(result.jobs) jobs in \(plain(result.seconds)) s, refused: \(result.refused)"
                )
                for (part, used) in result.used.sorted(by: { $0.value > $1.value }) {
                    note(
                        "    \(part): \(plain(used / result.coreSeconds * 100)) %, \(plain(result.most[part] ?? 0)) MiB"
                    )
                }
            }
            await platform.stop()
            return measured
        } catch {
            await platform.stop()
            throw error
        }
    }

    /// Jobs one after the other in each lane; counted is what ends within the time.
    private func load(
        _ platform: RunningPlatform,
        lanes: Int,
        for seconds: Double,
        _ waitsForCopies: Bool
    ) async throws -> Measured {
        let record = LoadRecord()
        let pids = platform.pids()
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<lanes {
                tasks.addTask {
                    while !record.isOver.load(ordering: .relaxed) {
                        var reached = Platform(addresses: [platform.gateway], sandbox: platform.sandbox)
                        reached.waitsForCopies = waitsForCopies
                        await LoadJob(platform: reached, record: record).run()
                    }
                }
            }
            // The first jobs begin together; the mixture comes after a while.
            try await Task.sleep(for: .seconds(min(5, seconds / 4)))
            let before = pids.mapValues { ProcessTimes.used($0) }
            record.clear()
            let start = ContinuousClock.now
            var most: [String: Double] = [:]
            while (ContinuousClock.now - start) / .seconds(1) < seconds {
                try await Task.sleep(for: .milliseconds(500))
                most.merge(platform.resident()) { max($0, $1) }
            }
            var result = record.taken
            result.seconds = (ContinuousClock.now - start) / .seconds(1)
            result.used = pids.mapValues { ProcessTimes.used($0) }
                .merging(before) { $0 - $1 }
            result.most = most
            record.isOver.store(true, ordering: .relaxed)
            try await tasks.waitForAll()
            return result
        }
    }

    private func figures(_ level: Int, _ now: Measured?, _ before: Measured?) -> [Figure] {
        guard let now else { return [] }
        func figure(_ name: String, unit: String, goal: Figure.Goal = .none, _ value: (Measured) -> Double) -> Figure {
            Figure(
                "\(level) at once: \(name)",
                [value(now)],
                unit: unit,
                peer: "before",
                peerValues: before.map { [value($0)] } ?? [],
                goal: goal
            )
        }
        var figures = [
            figure("jobs a minute", unit: "") { Double($0.jobs) / $0.seconds * 60 },
            figure("cost of a job", unit: "core-s", goal: .below(0.25)) { $0.coreSeconds / Double(max(1, $0.jobs)) },
            figure("jobs that were refused", unit: "", goal: .below(1)) { Double($0.refused.values.reduce(0, +)) },
        ]
        for name in Self.watched {
            let goal: Figure.Goal = level == 24 ? .below(300) : .none
            figures.append(
                figure("\(name), p95", unit: "ms", goal: goal) { percentile($0.waits[name] ?? [0], 0.95) * 1000 }
            )
        }
        if level == 24 {
            for part in now.used.keys.sorted() {
                figures.append(
                    figure("share of \(part)", unit: "%") { ($0.used[part] ?? 0) / $0.coreSeconds * 100 }
                )
            }
        }
        let services = RunningPlatform.services
        figures.append(
            figure("largest in memory", unit: "MiB", goal: .below(256)) { measured in
                services.compactMap { measured.most[$0] }.max() ?? .nan
            }
        )
        return figures
    }
}

/// What the lanes of one level have done so far.
final class LoadRecord: Sendable {
    let isOver = Atomic<Bool>(false)
    private let state = Mutex(LoadBenchmark.Measured())

    var taken: LoadBenchmark.Measured { state.withLock { $0 } }

    func clear() { state.withLock { $0 = LoadBenchmark.Measured() } }

    func finished() { state.withLock { $0.jobs += 1 } }

    func refused(_ what: String) { state.withLock { $0.refused[what, default: 0] += 1 } }

    /// Runs a step and keeps how long it took.
    func timed<Result>(_ name: String, _ step: () async throws -> Result) async throws -> Result {
        let start = ContinuousClock.now
        let result = try await step()
        let took = (ContinuousClock.now - start) / .seconds(1)
        state.withLock { $0.waits[name, default: []].append(took) }
        return result
    }
}

/// One main job, at full speed.
struct LoadJob {
    /// Numbers of people run out within one run of them.
    private static let casts = Mutex((cast: Cast(), left: 500))

    let platform: Platform
    let record: LoadRecord

    func run() async {
        do {
            try await work()
            record.finished()
        } catch let answer as UnexpectedAnswer {
            record.refused("\(answer.answer.status) \(answer.answer.code ?? "")")
        } catch {
            record.refused("\(type(of: error))")
            // A platform that does not answer is not asked again at once.
            try? await Task.sleep(for: .milliseconds(200))
        }
    }

    private func work() async throws {
        let (enterprise, handler, person) = Self.cast()
        let employer = try await platform.verifiedEmployer(enterprise, by: handler)
        let employee = try await platform.employee(person, of: employer)
        let template = try await record.timed("templates") { try await employer.publicTemplate() }
        let drafts = try await record.timed("draft") { try await employer.draft(template, for: [employee.id]) }
        guard let draft = drafts.first else { throw WaitedInVain("a draft") }
        try await record.timed("launch") { try await employer.launch(draft.id) }
        let document = try await record.timed("contract") { try await employee.worker.documentID(of: draft.id) }
        for page in 1...4 {
            try await record.timed("page") {
                _ = try await employee.worker.get("contracts/\(draft.id)/documents/\(document)/pages/\(page)")
                    .require(200)
            }
        }
        try await record.timed("sign") { _ = try await employee.worker.sign(draft, of: template) }
        try await record.timed("sign") { _ = try await employer.sign(draft, of: template) }
        try await employee.worker.awaitStatus("completed", of: draft.id)
        _ = try await employee.worker.download(draft.id)
    }

    private static func cast() -> (FictionalEnterprise, FictionalPerson, FictionalPerson) {
        casts.withLock { casts in
            if casts.left == 0 { casts = (Cast(), 500) }
            casts.left -= 1
            return (casts.cast.enterprise(), casts.cast.person(), casts.cast.person())
        }
    }
}
