import Foundation
import JourneyDriver

/// The whole platform as `deploy/run` starts it: time until ready, what it does at rest, and memory of each process idle and
/// under load.
struct PlatformBenchmark {
    let place: Place

    func run() async throws -> [Figure] {
        let ports = try Ports()
        let folder = place.folder.file("platform")
        try? FileManager.default.removeItem(atPath: folder)
        var readyTimes: [Double] = []
        var platform: RunningPlatform?
        // The first start also makes the cluster, the schemas and the authority; it is the slowest and counts.
        for round in 0..<2 {
            await platform?.stop()
            let start = ContinuousClock.now
            let log = place.folder.file("platform.log")
            platform = try await RunningPlatform.start(place.root, folder, ports, log: log)
            readyTimes.append((ContinuousClock.now - start) / .seconds(1))
            note("  start \(round + 1): \(plain(readyTimes[round])) s")
        }
        guard let platform else { return [] }
        var figures = [
            Figure(
                "deploy/run until ready, first start",
                [readyTimes[0]],
                unit: "s",
                goal: .below(15)
            ),
            Figure("deploy/run until ready, next start", [readyTimes[1]], unit: "s", goal: .below(15)),
        ]
        figures += try await rest(platform)
        figures += try await memory(platform)
        figures += try await uploads(platform)
        await platform.stop()
        return figures
    }

    /// What the platform does when nobody asks for anything.
    private func rest(_ platform: RunningPlatform) async throws -> [Figure] {
        let database = try platform.database()
        try await Task.sleep(for: .seconds(15))
        let rest = try await Rest.measure(platform.pids(), database, for: .seconds(20))
        return rest.shares.sorted { $0.key < $1.key }.map { name, share in
            let isOurs = RunningPlatform.services.contains(name)
            return Figure("\(name) at rest, of a core", [share], unit: "%", goal: isOurs ? .below(1) : .none)
        } + [Figure("commits a second at rest", [rest.commits], unit: "", goal: .below(5))]
    }

    /// Many large files at once, from as many visitors.
    private func uploads(_ platform: RunningPlatform) async throws -> [Figure] {
        let file = Data("%PDF-1.7\n".utf8) + Data(count: 9_000_000)
        let watching = Task { () -> [String: Double] in
            var most: [String: Double] = [:]
            while !Task.isCancelled {
                most.merge(platform.resident()) { max($0, $1) }
                try? await Task.sleep(for: .milliseconds(50))
            }
            return most
        }
        let answers = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for _ in 0..<40 {
                tasks.addTask {
                    let visitor = Platform(addresses: [platform.gateway], sandbox: platform.sandbox)
                    return try await visitor.send(.post, "verifications", bytes: file, type: "application/pdf").status
                }
            }
            return try await tasks.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        watching.cancel()
        let most = await watching.value
        note("  40 uploads: \(answers)")
        return ["gateway", "signing"].map {
            Figure("\($0) resident, 40 uploads of 9 MB at once", [most[$0] ?? .nan], unit: "MiB", goal: .below(256))
        }
    }

    private func memory(_ platform: RunningPlatform) async throws -> [Figure] {
        try await Task.sleep(for: .seconds(10))
        let idle = platform.resident()
        let load = try loads(platform)
        var most = idle
        while load.contains(where: \.isRunning) {
            for (name, size) in platform.resident() { most[name] = max(most[name] ?? 0, size) }
            try await Task.sleep(for: .milliseconds(250))
        }
        var endings: [Int32] = []
        for process in load { endings.append(await process.end()) }
        guard endings.allSatisfy({ $0 == 0 }) else {
            throw BenchmarkProblem("the load did not finish; see load-*.log")
        }
        return RunningPlatform.services.flatMap { name in
            [
                Figure("\(name) resident, idle", [idle[name] ?? .nan], unit: "MiB", goal: .below(64)),
                Figure("\(name) resident, under load", [most[name] ?? .nan], unit: "MiB", goal: .below(256)),
            ]
        }
    }

    /// The main job, several at once, one after the other.
    private func loads(_ platform: RunningPlatform) throws -> [ChildProcess] {
        try (0..<4).map { lane in
            try ChildProcess(
                "/bin/sh",
                ["-c", "for i in 1 2 3; do \"$0\" || exit 1; done", place.program("Demo")],
                environment: [
                    "GATEWAY_URL": platform.gateway,
                    "SANDBOX_URL": platform.sandbox,
                    "DEMO_OUTPUT": place.folder.file("demo-\(lane)"),
                ],
                log: place.folder.file("load-\(lane).log")
            )
        }
    }
}
