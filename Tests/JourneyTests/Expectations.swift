import Foundation
import JourneyDriver
import Testing

/// Expects a "no" with its stable code, in words a person can read.
func expectRefusal(
    _ answer: Answer,
    _ status: Int,
    _ code: String,
    at location: SourceLocation = #_sourceLocation
) {
    #expect(answer.status == status, "\(answer.request): \(answer.code ?? "")", sourceLocation: location)
    #expect(answer.code == code, "\(answer.request)", sourceLocation: location)
    #expect(answer.header("Content-Type")?.hasPrefix("application/problem+json") == true, sourceLocation: location)
    #expect(isChinese(answer.detail), "\(answer.request): \(answer.detail ?? "no words")", sourceLocation: location)
}

/// Expects that exactly these fields are named, each with Chinese words of its own.
func expectFields(
    _ answer: Answer,
    _ names: Set<String>,
    at location: SourceLocation = #_sourceLocation
) {
    #expect(Set(answer.fields.keys) == names, "\(answer.request): \(answer.fields)", sourceLocation: location)
    for (name, words) in answer.fields {
        #expect(isChinese(words), "\(answer.request): \(name): \(words)", sourceLocation: location)
    }
}

func isChinese(_ text: String?) -> Bool {
    text?.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } == true
}

/// The seconds of `Retry-After`.
func retryAfter(_ answer: Answer) -> Int? {
    answer.header("Retry-After").flatMap { Int($0) }
}

/// A folder that goes away with what was put into it.
final class ScratchFolder {
    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    func write(_ bytes: Data, _ name: String) throws -> String {
        let file = directory.appending(path: name)
        try bytes.write(to: file)
        return file.path
    }

    func read(_ name: String) throws -> Data {
        try Data(contentsOf: directory.appending(path: name))
    }
}
