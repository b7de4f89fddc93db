import ArgumentParser
import Foundation

/// Measures the platform beside its peers and prints one table.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measures the platform beside its peers in the same run.",
        subcommands: [Measure.self, Serve.self, SignContracts.self, ComposeContracts.self, DrawPages.self],
        defaultSubcommand: Measure.self
    )
}

/// Runs the measurements one after the other.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs the measurements and prints the table.")

    enum Part: String, CaseIterable, ExpressibleByArgument {
        case roundTrip = "round-trip"
        case commands
        case composing
        case signing
        case platform
        case load
        case tenants
    }

    @Option(help: "The checkout; its programs and scripts are measured.")
    var root: String = FileManager.default.currentDirectoryPath

    @Option(help: "Folder of the built programs; by default the one this program lies in.")
    var programs: String?

    @Option(help: "Where the JSON is written.")
    var output: String?

    @Option(help: "Rounds of each measurement; the median counts.")
    var rounds = 3

    @Option(name: .customLong("connections"), help: "Connections of the command measurement.")
    var connections = 8

    @Option(help: "How many main jobs at once the load is measured with; may be given several times.")
    var levels: [Int] = [8, 24, 64]

    @Option(help: "How long each level of the load lasts, in seconds.")
    var seconds = 30.0

    @Option(help: "Another checkout, built for release, whose load is measured in the same run.")
    var before: String?

    @Option(help: "How many contracts the large tenant has; of employees it has half as many.")
    var contracts = 200_000

    @Argument(help: "What to measure; everything by default.")
    var parts: [Part] = []

    func run() async throws {
        let folder = try OutputFolder(output ?? root + "/.local/benchmarks")
        let place = Place(
            root: root,
            programs: programs ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path,
            folder: folder,
            rounds: max(1, rounds)
        )
        var report = Report()
        for part in parts.isEmpty ? Part.allCases : parts {
            note("measuring: \(part.rawValue)")
            do {
                switch part {
                case .roundTrip: report.figures += try await RoundTripBenchmark(place: place).run()
                case .commands:
                    report.figures += try await CommandBenchmark(place: place, connections: connections).run()
                case .composing: report.figures += try await ComposingBenchmark(place: place).run()
                case .signing: report.figures += try await SigningBenchmark(place: place).run()
                case .load:
                    report.figures += try await LoadBenchmark(
                        place: place,
                        seconds: seconds,
                        levels: levels,
                        before: before
                    ).run()
                case .tenants:
                    report.figures += try await TenantsBenchmark(place: place, contracts: max(1_000, contracts)).run()
                case .platform: report.figures += try await PlatformBenchmark(place: place).run()
                }
            } catch {
                report.failures.append("\(part.rawValue): \(error)")
            }
        }
        try folder.write(try report.json(), "results.json")
        FileHandle.standardOutput.write(Data(report.table().utf8))
        note("also in \(folder.path)/results.json")
        guard report.failures.isEmpty else { throw ExitCode(1) }
    }
}

/// Where things are that every measurement needs.
struct Place: Sendable {
    let root: String
    let programs: String
    let folder: OutputFolder
    let rounds: Int

    func program(_ name: String) -> String { "\(programs)/\(name)" }
}

/// Progress, apart from the table.
func note(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}
