import ArgumentParser
import Documents
import Foundation
import Glibc

/// The model contract composed over and over on one core, beside WeasyPrint setting the same text; and its size.
struct ComposingBenchmark {
    let place: Place

    func run() async throws -> [Figure] {
        let bench = try SigningBench(root: place.root)
        let folder = try OutputFolder(place.folder.file("composing"))
        try folder.write(try JSONEncoder().encode(ModelContract(root: place.root).texts), "values.json")
        var ours: [Double] = []
        var peer: [Double] = []
        var drawn: [Double] = []
        var parsed: [Double] = []
        let drawing = ["draw-pages", "--root", place.root, "--count"]
        for round in 0..<place.rounds {
            ours.append(
                try await milliseconds(
                    CommandLine.arguments[0],
                    ["compose-contracts", "--root", place.root, "--count", "150"]
                )
            )
            peer.append(
                try await milliseconds(
                    "python3",
                    [
                        "\(place.root)/Tests/Benchmarks/compose_with_weasyprint.py",
                        ModelContract.file(place.root).path,
                        folder.file("values.json"), folder.file("weasyprint.pdf"), "8",
                    ]
                )
            )
            drawn.append(try await milliseconds(CommandLine.arguments[0], drawing + ["50"]))
            parsed.append(try await milliseconds(CommandLine.arguments[0], drawing + ["8", "--from-pdf"]))
            note("  round \(round + 1): \(plain(ours.last ?? 0)) ms, WeasyPrint \(plain(peer.last ?? 0)) ms")
        }
        let bytes = try await milliseconds(CommandLine.arguments[0], drawing + ["1", "--sizes"]) / 1_000_000
        let theirs = try Data(contentsOf: URL(fileURLWithPath: folder.file("weasyprint.pdf")))
        return [
            Figure(
                "composing a contract on one core (\(bench.pages) pages)",
                ours,
                unit: "ms",
                peer: "WeasyPrint",
                peerValues: peer,
                goal: .below(30)
            ),
            Figure(
                "its PDF",
                [kilobytes(bench.pdf)],
                unit: "KB",
                peer: "WeasyPrint",
                peerValues: [kilobytes(theirs)],
                goal: .below(150)
            ),
            Figure(
                "drawing a page from the layout, on one core",
                drawn,
                unit: "ms",
                peer: "pdftoppm",
                peerValues: parsed,
                goal: .below(15)
            ),
            Figure("the image of a page", [bytes], unit: "KB", goal: .below(60)),
            Figure("its PDF with both signatures", [kilobytes(try bench.signBoth())], unit: "KB", goal: .below(200)),
        ]
    }

    private func kilobytes(_ file: Data) -> Double { Double(file.count) / 1000 }

    /// Both programs print contracts and seconds of processor time.
    private func milliseconds(_ program: String, _ arguments: [String]) async throws -> Double {
        let said = try await output(of: program, arguments).split(whereSeparator: \.isWhitespace).suffix(2)
        let numbers = said.compactMap { Double($0) }
        guard numbers.count == 2, numbers[0] > 0 else { throw BenchmarkProblem("\(program) printed no figures") }
        return 1000 * numbers[1] / numbers[0]
    }
}

/// Composes contracts for a while; a program of its own, so that nothing else uses its processor time.
struct ComposeContracts: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Composes contracts and prints how many took how many seconds.",
        shouldDisplay: false
    )

    @Option var root: String
    @Option var count: Int

    func run() throws {
        // As a service that composes starts.
        if let problem = FontWarmUp.run() { note("set in whole fonts: \(problem)") }
        let contract = try ModelContract(root: root)
        for _ in 0..<5 { _ = try contract.sketched() }
        let start = clock()
        for _ in 0..<count { _ = try contract.sketched() }
        // POSIX fixes CLOCKS_PER_SEC at a million.
        print(count, Double(clock() - start) / 1_000_000)
    }
}

/// The model contract that ships with the platform, with a fitting value for every control of the initiator.
struct ModelContract {
    let template: ContractTemplateDocument
    let values: [String: String]

    init(root: String) throws {
        template = try JSONDecoder().decode(ContractTemplateDocument.self, from: Data(contentsOf: Self.file(root)))
        let controls = template.controls.filter { $0.filledBy == .initiator }
        values = Dictionary(controls.map { ($0.key, Self.value(of: $0)) }) { first, _ in first }
    }

    static func file(_ root: String) -> URL {
        URL(fileURLWithPath: "\(root)/Services/Contracts/Templates/fixed_term.json")
    }

    /// The values as a page says them, for a peer that does not know the words of choices.
    var texts: [String: String] {
        var texts = values
        for control in template.controls {
            if let option = control.options?.first(where: { $0.value == values[control.key] }) {
                texts[control.key] = option.label
            }
        }
        return texts
    }

    func composed() throws -> ComposedContract {
        try ContractComposer().compose(.text(template), values: values)
    }

    /// As a launch composes, with what its pages are drawn from.
    func sketched() throws -> (contract: ComposedContract, pages: PageSketches) {
        try ContractComposer().compose(sketching: template, values: values)
    }

    private static func value(of control: ControlDefinition) -> String {
        switch control.kind {
        case .number: "15"
        case .money: "12500.5"
        case .date: "2026-03-01"
        case .choice: control.options?.first?.value ?? ""
        case .boolean: "true"
        case .phone: "13800000001"
        case .idNumber: "440101199001010016"
        default: "广州市示例区示例路1号"
        }
    }
}
