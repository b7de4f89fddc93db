import Foundation
import HTTPTypes
package import Messages
import Mustache

/// What stands in the fields of a form and what is wrong with it; answers for every name, as the templates need.
package struct FormState: Sendable, MustacheParent {
    private var values: [String: [String]] = [:]
    private var problems: [String: String] = [:]
    /// Everything that is wrong, in the order of the form.
    package private(set) var summary: [FormError] = []

    /// An empty form.
    package init() {}

    /// A form with these values in it.
    package init(_ values: [String: String]) {
        self.values = values.mapValues { [$0] }
    }

    /// A form as it was sent.
    package init(_ body: JSONValue) {
        Self.collect(body, at: "", into: &values)
    }

    /// The same form with what a refusal says about it.
    ///
    /// `order` names the form's controls from top to bottom, `naming` gives the form's own name for a service's.
    package func refused(
        _ refusal: Refusal,
        order: [String] = [],
        naming: (String) -> String = { $0 },
        _ visit: Visit
    ) -> FormState {
        var form = self
        let found = visit.wording.fields(of: refusal).map { (naming($0.key), $0.value) }
        form.problems = Dictionary(found) { first, _ in first }
        form.summary = form.problems.map { FormError(field: $0.key, message: $0.value) }
        form = form.ordered(by: order)
        if form.summary.isEmpty {
            let sentence = visit.wording.sentence(for: refusal, now: visit.parts.now())
            form.summary = [FormError(field: "main", message: sentence)]
        }
        return form
    }

    /// The same with its summary in the order of the form's controls, whose names these are.
    package func ordered(by order: [String]) -> FormState {
        var form = self
        let place = Dictionary(order.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        form.summary.sort {
            (place[$0.field] ?? order.count, $0.field) < (place[$1.field] ?? order.count, $1.field)
        }
        return form
    }

    package func ordered(by form: Form) -> FormState { ordered(by: form.leaves.map(\.key)) }

    /// The value of a control, empty when there is none.
    package func value(_ name: String) -> String { values[name]?.first ?? "" }

    /// The sentence at a control, nil when nothing is wrong with it.
    package func error(_ name: String) -> String? { problems[name] }

    /// Fills a control that the visitor has not filled.
    package mutating func suggest(_ value: String, for name: String) {
        if values[name] == nil { values[name] = [value] }
    }

    /// Fills a control whatever stands in it.
    package mutating func set(_ value: String, for name: String) {
        values[name] = [value]
    }

    /// Says in the summary which control each sentence is about, where the sentence alone would not tell.
    package func labelled(_ label: (String) -> String?) -> FormState {
        var form = self
        form.summary = summary.map { line in
            label(line.field).map { FormError(field: line.field, message: "\($0)：\(line.message)") } ?? line
        }
        return form
    }

    package func child(named name: String) -> Any? {
        ShownField(value: value(name), error: problems[name], checked: !value(name).isEmpty)
    }

    private static func collect(_ node: JSONValue, at path: String, into values: inout [String: [String]]) {
        switch node {
        case .object(let members):
            for (name, inner) in members { collect(inner, at: path.isEmpty ? name : "\(path).\(name)", into: &values) }
        case .array(let items): values[path] = items.compactMap(\.scalarText)
        default: if let text = node.scalarText { values[path] = [text] }
        }
    }
}

/// One control as a template reads it.
struct ShownField: Sendable {
    let value: String
    let error: String?
    let checked: Bool
}

/// A line of the summary above a refused form.
package struct FormError: Sendable {
    /// The id of the control.
    package let field: String
    package let message: String
}

extension Visit {
    /// Acts on a form; what is refused because of its content shows the form again, filled in, with the sentences.
    package func filling(
        order: [String] = [],
        naming: (String) -> String = { $0 },
        show: (FormState) async throws -> Answer,
        act: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await act()
        } catch let refusal as Refusal where refusal.belongsOnForm {
            let form = FormState(body).refused(refusal, order: order, naming: naming, self)
            return try await show(form).refusing(refusal, self)
        }
    }

    /// The pressed button.
    package var action: String { posted("action") ?? "" }

    /// One value of the form that was sent, nil when absent or no text.
    package func posted(_ name: String) -> String? { body.members?[name]?.scalarText }

    /// One value of the query, nil when absent or empty.
    package func asked(_ name: String, longest: Int = 500) -> String? {
        guard let text = query.members?[name]?.scalarText, !text.isEmpty, text.count <= longest else { return nil }
        return text
    }
}

extension Refusal {
    /// Whether the visitor can mend it in the form before them.
    package var belongsOnForm: Bool {
        if !fields.isEmpty { return true }
        switch kind {
        case .invalid, .malformed, .conflict, .tooMany, .tooLarge, .unsupported, .unavailable: return true
        case .unauthorized: return code != "identity.login-required"
        case .forbidden, .notFound: return false
        }
    }
}

extension Answer {
    /// The same page as the answer to something refused.
    package func refusing(_ refusal: Refusal, _ visit: Visit) -> Answer {
        var answer = self
        answer.status = Problem.of(refusal, requestID: visit.requestID, visit.parts).statusOfForm
        return answer
    }
}

extension Problem {
    /// Wrong input is 422 on a page, whatever the wire calls it.
    fileprivate var statusOfForm: HTTPResponse.Status {
        switch status {
        case .conflict, .tooManyRequests: status
        default: status.kind == .serverError ? status : .unprocessableContent
        }
    }
}
