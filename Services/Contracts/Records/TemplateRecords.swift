import Documents
import Foundation
import Identifiers
import Messages
import Postgres

/// A template at one version.
struct Template: Sendable {
    var id: TemplateID
    var scope: TemplateScope
    var name: String
    var type: String
    var isOpen: Bool
    var version: Int
    var pages: Int
    var document: ContractTemplateDocument

    /// The controls that the initiator types; the proven ones are filled in by the platform.
    var initiatorControls: [ControlDefinition] {
        document.controls.filter { $0.filledBy == .initiator && !ContractFields.automatic.contains($0.key) }
    }

    var view: TemplateView {
        TemplateView(
            id: id,
            name: name,
            type: type,
            scope: scope,
            open: isOpen,
            version: version,
            pages: pages,
            fields: document.controls.filter { $0.kind.isTyped && !ContractFields.automatic.contains($0.key) }
                .map(FormField.init)
        )
    }
}

extension FormField {
    init(_ control: ControlDefinition) {
        self.init(
            key: control.key,
            label: control.label,
            kind: FieldKind(control.kind),
            required: control.required,
            filledBy: FieldOwner(control.filledBy),
            options: control.options?.map { FieldOption(value: $0.value, label: $0.label) },
            hint: control.rules?.hint,
            longest: control.rules?.longest,
            least: control.rules?.least,
            most: control.rules?.most,
            whole: control.rules?.whole,
            individual: ContractFields.individual.contains(control.key) ? true : nil
        )
    }
}

extension FieldKind {
    init(_ kind: ControlKind) {
        switch kind {
        case .text: self = .text
        case .multiline: self = .multiline
        case .number: self = .number
        case .money: self = .money
        case .date: self = .date
        case .choice: self = .choice
        case .boolean: self = .boolean
        case .phone: self = .phone
        case .idNumber: self = .idNumber
        case .signature: self = .signature
        case .seal: self = .seal
        case .crossPageSeal: self = .crossPageSeal
        case .signDate: self = .signDate
        }
    }
}

extension FieldOwner {
    init(_ party: ControlParty) {
        switch party {
        case .initiator: self = .initiator
        case .employee: self = .employee
        case .enterprise: self = .enterprise
        }
    }
}

extension Template {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            scope: try row.get("scope"),
            name: try row.get("name"),
            type: try row.get("type"),
            isOpen: try row.get("is_open"),
            version: try row.get("version"),
            pages: try row.get("pages"),
            document: try row.getJSON("document")
        )
    }
}

extension Transaction {
    func templates(scope: TemplateScope) async throws -> [Template] {
        try await query(
            """
            SELECT t.*, v.document, v.pages
            FROM templates AS t
            JOIN template_versions AS v ON v.template_id = t.id AND v.version = t.version
            WHERE t.scope = \(scope) AND (t.is_open OR t.scope = 'own')
            ORDER BY t.created_at, t.id
            """
        ).map(Template.init(row:))
    }

    /// A template as it stands, or as it stood at a version.
    func template(_ id: TemplateID, version: Int? = nil) async throws -> Template? {
        try await one(
            """
            SELECT t.id, t.scope, t.name, t.type, t.is_open, v.version, v.document, v.pages
            FROM templates AS t
            JOIN template_versions AS v ON v.template_id = t.id AND v.version = coalesce(\(version)::integer, t.version)
            WHERE t.id = \(id)
            """
        ).map(Template.init(row:))
    }

    /// Publishes a template that ships with the platform, as a new version when its words have changed.
    func publish(_ shipped: ShippedTemplate, pages: Int, now: Date) async throws {
        let known = try await template(shipped.id)
        guard known?.document != shipped.document else { return }
        let version = (known?.version ?? 0) + 1
        try add(
            into: "templates",
            [
                "id": "\(shipped.id)", "scope": "'public'", "name": "\(shipped.name)", "type": "\(shipped.type)",
                "is_open": "true", "version": "\(version)", "created_at": "\(now)",
            ],
            """
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, version = excluded.version
            """
        )
        try add(
            into: "template_versions",
            [
                "template_id": "\(shipped.id)", "version": "\(version)",
                "document": "\(PostgresJSON(shipped.document))", "pages": "\(pages)", "created_at": "\(now)",
            ]
        )
    }
}
