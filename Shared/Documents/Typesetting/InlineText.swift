import Foundation

/// Text of a template with its placeholders resolved: the initiator's values set in, the signers' blanks marked.
struct InlineText {
    /// A box left for a signer, standing at one byte offset of the text.
    struct Blank {
        let control: ControlDefinition
        let byte: Int
        let width: Double
        let height: Double
        let descent: Double
    }

    private(set) var text = ""
    private(set) var marks: [TextLayout.Mark] = []
    private(set) var blanks: [Blank] = []
    /// Nothing but the template's own words, the same in each of its contracts.
    private(set) var isFixed = true

    /// `underlines` is off in tables, whose cells need no line under a value.
    init(
        _ source: String,
        values: ControlValues,
        maxWidth: Double,
        underlines: Bool = true
    ) throws(DocumentProblem) {
        var rest = source[...]
        while let placeholder = Placeholder(firstIn: rest) {
            isFixed = false
            append(rest[..<placeholder.range.lowerBound])
            rest = rest[placeholder.range.upperBound...]
            let control = try values.definition(placeholder.key)
            if control.filledBy == .initiator {
                append(value: try values.display(control, capitals: placeholder.inCapitals), underlined: underlines)
            } else {
                append(blank: control, maxWidth: maxWidth)
                // Pango would break between a blank and the closing punctuation after it.
                if rest.first.map("，。；：、！？）》”".contains) == true { text += "\u{2060}" }
            }
        }
        guard !Placeholder.hasBraces(rest) else {
            throw DocumentProblem(.templateInvalid, detail: "a placeholder is malformed")
        }
        append(rest)
    }

    private mutating func append(_ plain: Substring) {
        text += plain.replacing("\n", with: "\u{2028}")
    }

    private mutating func append(value: String, underlined: Bool) {
        let start = text.utf8.count
        let lines = value.replacing("\n", with: "\u{2028}")
        text += underlined ? "\u{2002}\(lines)\u{2002}" : lines
        if underlined { marks.append(.underlined(start..<text.utf8.count)) }
    }

    private mutating func append(blank control: ControlDefinition, maxWidth: Double) {
        let start = text.utf8.count
        text += "\u{FFFC}"
        let size = Self.size(of: control)
        let blank = Blank(
            control: control,
            byte: start,
            width: min(size.width, maxWidth),
            height: size.height,
            descent: size.descent
        )
        blanks.append(blank)
        marks.append(
            .blank(
                start..<text.utf8.count,
                width: blank.width,
                height: blank.height,
                descent: blank.descent
            )
        )
    }

    private static func size(of control: ControlDefinition) -> (width: Double, height: Double, descent: Double) {
        let millimetre = PageFormat.millimetre
        let width: Double
        switch control.kind {
        case .signature: return (45 * millimetre, 20 * millimetre, 20)
        case .seal, .crossPageSeal: return (42 * millimetre, 42 * millimetre, 50)
        case .multiline: return ((control.width ?? 160) * millimetre, 60, 4.5)
        case .number: width = 22
        case .boolean: width = 14
        case .money: width = 32
        case .phone: width = 34
        case .date, .signDate, .choice: width = 36
        case .idNumber: width = 46
        case .text: width = 45
        }
        return (min(max(control.width ?? width, 5), 160) * millimetre, 17, 4.5)
    }
}

/// The controls of a template and what the initiator filled in.
struct ControlValues {
    private let definitions: [String: ControlDefinition]
    private let values: [String: String]

    /// Checks every definition and that no value is given for what is not the initiator's.
    init(_ controls: [ControlDefinition], values: [String: String]) throws(DocumentProblem) {
        var definitions: [String: ControlDefinition] = [:]
        let reserved = Set(ControlParty.allCases.compactMap(\.signatureFieldName))
        for control in controls {
            let isNamed = Placeholder.isKey(control.key)
            let isTaken = reserved.contains(control.key) && control.kind.isTyped
            guard isNamed, !isTaken, definitions.updateValue(control, forKey: control.key) == nil else {
                throw DocumentProblem(
                    .templateInvalid,
                    detail: "a control's key is malformed or used twice",
                    fields: [control.key]
                )
            }
            guard control.filledBy != .initiator || control.kind.isTyped else {
                throw DocumentProblem(
                    .templateInvalid,
                    detail: "only signers sign",
                    fields: [control.key]
                )
            }
        }
        let foreign = values.keys.filter { definitions[$0]?.filledBy != .initiator }.sorted()
        guard foreign.isEmpty else { throw DocumentProblem(.fieldUnknown, fields: foreign) }
        self.definitions = definitions
        self.values = values
    }

    func definition(_ key: String) throws(DocumentProblem) -> ControlDefinition {
        guard let definition = definitions[key] else {
            throw DocumentProblem(.templateInvalid, detail: "a placeholder names no control", fields: [key])
        }
        return definition
    }

    /// The initiator's value as it reads, or a stroke where nothing need be said, so that nothing can be added later.
    func display(_ control: ControlDefinition, capitals: Bool = false) throws(DocumentProblem) -> String {
        guard let raw = values[control.key], !raw.isEmpty else {
            guard !control.required else { throw DocumentProblem(.valueMissing, fields: [control.key]) }
            return "／"
        }
        let text = try ControlValue.display(raw, kind: control.kind, options: control.options, key: control.key)
        guard capitals else { return text }
        guard let capital = CapitalAmount.text(raw) else { throw DocumentProblem(.valueInvalid, fields: [control.key]) }
        return capital
    }
}
