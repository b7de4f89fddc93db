import Foundation

/// The work of the `DocumentWorker` executable, which stands beside every service's own executable.
package enum DocumentWorker {
    /// What the parent asks for.
    enum Operation: String {
        case accept
        case examine
    }

    /// Where the executable is: beside the running one, unless DOCUMENT_WORKER says otherwise.
    static let executable: String = {
        if let path = ProcessInfo.processInfo.environment["DOCUMENT_WORKER"], !path.isEmpty { return path }
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: "DocumentWorker")
        return beside.path
    }()

    private static let largestOutput = 256 * 1024 * 1024

    /// Has the child do one piece of work; any end but a clean one means the document broke its reader.
    static func ask<Answer: Decodable & Sendable>(
        _ operation: Operation,
        _ parameter: Int = 0,
        _ document: Data
    ) async throws(DocumentProblem) -> Answer {
        let child = ChildProcess(
            executable: executable,
            arguments: [operation.rawValue, String(parameter)],
            seconds: 20,
            maxOutput: largestOutput
        )
        let result = await DocumentLane.wait { outcome(of: child, document) }
        let answer: Result<Answer, DocumentProblem>
        do {
            answer = .success(try PropertyListDecoder().decode(Answer.self, from: try result.get()))
        } catch let problem as DocumentProblem {
            answer = .failure(problem)
        } catch { throw DocumentProblem(.unavailable, detail: "the worker's answer is malformed") }
        return try answer.get()
    }

    private static func outcome(of child: ChildProcess, _ document: Data) -> Result<Data, DocumentProblem> {
        do throws(ChildProcess.Failure) {
            let (status, output) = try WaitingChildren.shared.run(child, input: document)
            switch status {
            case 0: return .success(output)
            case 1:
                let problem = try? PropertyListDecoder().decode(DocumentProblem.self, from: output)
                return .failure(problem ?? DocumentProblem(.unavailable, detail: "the worker failed"))
            case -SIGXCPU, -SIGKILL: return .failure(DocumentProblem(.timedOut))
            case ..<0: return .failure(DocumentProblem(.damaged, detail: "the reader stopped"))
            default: return .failure(DocumentProblem(.unavailable, detail: "the worker ended with \(status)"))
            }
        } catch {
            switch error {
            case .timedOut: return .failure(DocumentProblem(.timedOut))
            case .tooMuchOutput: return .failure(DocumentProblem(.tooLarge))
            case .notStarted: return .failure(DocumentProblem(.unavailable, detail: "the worker does not start"))
            }
        }
    }

    /// Runs in the child: limits itself, reads standard input, answers on standard output, gives the exit status.
    package static func main(_ arguments: [String]) -> Int32 {
        limit(RLIMIT_AS, to: 2 << 30)
        limit(RLIMIT_CPU, to: 10)
        limit(RLIMIT_FSIZE, to: UInt(largestOutput))
        limit(RLIMIT_CORE, to: 0)
        guard arguments.count == 3, let operation = Operation(rawValue: arguments[1]), let number = Int(arguments[2])
        else { return 64 }
        let encoder = PropertyListEncoder()
        encoder.outputFormat = .binary
        do {
            let document = try FileHandle.standardInput.readToEnd() ?? Data()
            let answer: Data
            do throws(DocumentProblem) {
                switch operation {
                case .accept:
                    let accepted = try UploadReading(maxPages: number).accept(document)
                    answer = try encoded(accepted, encoder)
                case .examine: answer = try encoded(try DocumentVerifier.examineUpload(document), encoder)
                }
            } catch {
                try FileHandle.standardOutput.write(contentsOf: try encoder.encode(error))
                return 1
            }
            try FileHandle.standardOutput.write(contentsOf: answer)
            return 0
        } catch { return 74 }
    }

    private static func encoded(
        _ answer: some Encodable,
        _ encoder: PropertyListEncoder
    ) throws(DocumentProblem) -> Data {
        do { return try encoder.encode(answer) } catch { throw DocumentProblem(.unavailable, detail: "encoding") }
    }

    private static func limit(_ resource: __rlimit_resource, to value: UInt) {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }
}
