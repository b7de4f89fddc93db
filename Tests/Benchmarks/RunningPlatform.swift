import Cryptography
import Foundation
import Glibc
import JourneyDriver

/// The whole platform as `deploy/run` starts it, in a folder and at ports of its own.
struct RunningPlatform {
    static let services = ["identity", "onboarding", "contracts", "signing", "notifier", "gateway", "monitor"]

    let process: ChildProcess
    let folder: String
    let ports: Ports

    var gateway: String { "http://127.0.0.1:\(ports.gateway)" }
    var sandbox: String { "http://127.0.0.1:\(ports.gateway + 1)" }

    /// `root`: the checkout whose platform it is, built for release; `settings`: what it is told besides.
    static func start(
        _ root: String,
        _ folder: String,
        _ ports: Ports,
        settings: [String: String] = [:],
        log: String
    ) async throws -> RunningPlatform {
        let process = try ChildProcess(
            "\(root)/deploy/run",
            [],
            environment: ports.environment.merging([
                "SUIYUE_LOCAL": folder, "POSTGRES_URL": "", "KAFKA_BROKERS": "",
                "GATEWAY_TRUSTED_PROXIES": "127.0.0.1",
            ]) { $1 }.merging(settings) { $1 },
            log: log
        )
        try await until("the platform is ready", within: .seconds(180)) {
            guard process.isRunning else { throw BenchmarkProblem("deploy/run ended; see \(log)") }
            return FileManager.default.fileExists(atPath: "\(folder)/run/addresses")
        }
        return RunningPlatform(process: process, folder: folder, ports: ports)
    }

    func stop() async { await process.stop() }

    /// The process of each part, by its name; parts that do not run are left out.
    func pids() -> [String: Int32] {
        var pids: [String: Int32] = [:]
        for name in Self.services + ["broker"] {
            pids[name] = Self.pid(in: "\(folder)/run/\(name).pid")
        }
        // As deploy/lib/postgres.sh: beside the folder when the user postgres cannot reach it.
        let clusters = ["\(folder)/postgres", "/var/lib/suiyue-\(Digest.sha256Hex(Data(folder.utf8)).prefix(12))"]
        pids["postgres"] = clusters.lazy.compactMap { Self.pid(in: "\($0)/postmaster.pid") }.first
        return pids
    }

    /// Its own database, as the administrator.
    func database() throws -> DatabaseWindow {
        let addresses = try String(contentsOfFile: "\(folder)/run/addresses", encoding: .utf8)
        let name = "POSTGRES_ADDRESS="
        guard let line = addresses.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
            throw BenchmarkProblem("the platform does not say where its database is")
        }
        return DatabaseWindow(
            address: String(line.dropFirst(name.count)),
            secrets: URL(fileURLWithPath: "\(folder)/secrets")
        )
    }

    /// MiB of each service that runs.
    func resident() -> [String: Double] {
        pids().compactMapValues { ProcessTimes.resident($0) }
    }

    private static func pid(in file: String) -> Int32? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8),
            let line = text.split(separator: "\n").first
        else { return nil }
        return Int32(line.trimmingCharacters(in: .whitespaces))
    }
}

/// Ports of a platform of its own, beside one that may be running.
struct Ports {
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
