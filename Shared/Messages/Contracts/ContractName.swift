import Foundation

/// What a contract may be called, wherever the name is typed.
package enum ContractName {
    package static let longest = 50

    /// Notes what is wrong with a name and returns it without the blanks around it.
    package static func check(_ text: String, into problems: inout FieldProblems) -> String {
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if name.isEmpty {
            problems.add("name", "contracts.name-required")
        } else if name.unicodeScalars.count > longest {
            problems.add("name", "contracts.name-too-long")
        } else if name.unicodeScalars.contains(where: { $0.value < 0x20 || "/\\:*\"<>|?".unicodeScalars.contains($0) })
        {
            problems.add("name", "contracts.name-characters")
        }
        return name
    }
}
