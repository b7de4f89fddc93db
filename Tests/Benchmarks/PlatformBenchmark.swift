import Foundation
import Glibc

/// The whole platform as `deploy/run` starts it: time until ready, and memory of each process idle and under load.
struct PlatformBenchmark {
    private static let services = [
        "identity", "onboarding", "contracts", "signing", "notifier", "gateway", "monitor",
    ]

    let place: Place

    func run() async throws -> [Figure] {
        let ports = try Ports()
        let folder = place.folder.file("platform")
        try? FileManager.default.removeItem(atPath: folder)
        var readyTimes: [Double] = []
        var platform: ChildProcess?
        // The first start also makes the cluster, the schemas and the authority; it is the slowest and counts.
        for round in 0..<2 {
            await platform?.stop()
            let start = ContinuousClock.now
            let started = try await begin(folder, ports)
            platform = started
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
        figures += try await memory(folder, ports)
        await platform.stop()
        return figures
    }

    private func begin(_ folder: String, _ ports: Ports) async throws -> ChildProcess {
        let addresses = "\(folder)/run/addresses"
        let process = try ChildProcess(
            "\(place.root)/deploy/run",
            [],
            environment: ports.environment.merging(["SUIYUE_LOCAL": folder, "POSTGRES_URL": "", "KAFKA_BROKERS": ""]) {
                $1
            },
            log: place.folder.file("platform.log")
        )
        try await until("the platform is ready", within: .seconds(180)) {
            guard process.isRunning else { throw BenchmarkProblem("deploy/run ended; see platform.log") }
            return FileManager.default.fileExists(atPath: addresses)
        }
        return process
    }

    private func memory(_ folder: String, _ ports: Ports) async throws -> [Figure] {
        try await Task.sleep(for: .seconds(10))
        let idle = resident(folder)
        let load = try loads(ports)
        var most = idle
        while load.contains(where: \.isRunning) {
            for (name, size) in resident(folder) { most[name] = max(most[name] ?? 0, size) }
            try await Task.sleep(for: .milliseconds(250))
        }
        var endings: [Int32] = []
        for process in load { endings.append(await process.end()) }
        guard endings.allSatisfy({ $0 == 0 }) else {
            throw BenchmarkProblem("the load did not finish; see load-*.log")
        }
        return Self.services.flatMap { name in
            [
                Figure("\(name) resident, idle", [idle[name] ?? .nan], unit: "MiB", goal: .below(64)),
                Figure("\(name) resident, under load", [most[name] ?? .nan], unit: "MiB", goal: .below(256)),
            ]
        }
    }

    /// The main job, several at once, one after the other.
    private func loads(_ ports: Ports) throws -> [ChildProcess] {
        try (0..<4).map { lane in
            try ChildProcess(
                "/bin/sh",
                ["-c", "for i in 1 2 3; do \"$0\" || exit 1; done", place.program("Demo")],
                environment: [
                    "GATEWAY_URL": "http://127.0.0.1:\(ports.gateway)",
                    "SANDBOX_URL": "http://127.0.0.1:\(ports.gateway + 1)",
                    "DEMO_OUTPUT": place.folder.file("demo-\(lane)"),
                ],
                log: place.folder.file("load-\(lane).log")
            )
        }
    }

    /// MiB of each service that runs, by the pid that its keeper wrote down.
    private func resident(_ folder: String) -> [String: Double] {
        var sizes: [String: Double] = [:]
        for name in Self.services {
            guard let pid = try? String(contentsOfFile: "\(folder)/run/\(name).pid", encoding: .utf8),
                let status = try? String(
                    contentsOfFile: "/proc/\(pid.trimmingCharacters(in: .whitespacesAndNewlines))/status",
                    encoding: .utf8
                ),
                let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
                let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
            else { continue }
            sizes[name] = kilobytes / 1024
        }
        return sizes
    }
}

/// Ports of a platform of its own, beside one that may be running.
private struct Ports {
    let gateway: Int

    init() throws {
        for _ in 0..<100 {
            let first = Int.random(in: 16_000...29_000)
            if (first..<first + 24).allSatisfy(Self.isFree) {
                gateway = first
                return
            }
        }
        throw BenchmarkProblem("no free ports")
    }

    var environment: [String: String] {
        [
            "GATEWAY_PORT": String(gateway), "SANDBOX_PORT": String(gateway + 1), "MONITOR_PORT": String(gateway + 2),
            "OPERATIONS_BASE_PORT": String(gateway + 3), "PUBLIC_URL": "http://127.0.0.1:\(gateway)",
        ]
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
