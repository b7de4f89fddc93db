import Documents
import Foundation
import Testing

@Suite("A template is stored as JSON")
struct TemplateCodingTests {
    @Test func `every kind of block survives coding`() throws {
        let template = ContractTemplateDocument(
            title: "劳动合同",
            blocks: [
                .heading("总则"),
                .paragraph("正文{{wage}}"),
                .clause(title: "第一条", paragraphs: ["甲", "乙"]),
                .parties([PartyColumn(title: "甲方", rows: [PartyRow(label: "名称", text: "{{employer}}")])]),
                .signatures([SignaturePlace(party: .employee, title: "乙方（签名）")]),
                .pageBreak,
            ],
            controls: [
                ControlDefinition(key: "wage", label: "工资", kind: .money, required: true, filledBy: .initiator)
            ],
            crossPageSeal: true
        )
        let coded = try JSONEncoder().encode(template)
        #expect(try JSONDecoder().decode(ContractTemplateDocument.self, from: coded) == template)
    }

    @Test func `controls and the cross-page seal may be left out`() throws {
        let json = Data(#"{"title": "协议", "blocks": [{"type": "paragraph", "text": "正文"}]}"#.utf8)
        let template = try JSONDecoder().decode(ContractTemplateDocument.self, from: json)
        #expect(template.controls.isEmpty)
        #expect(!template.crossPageSeal)
    }

    @Test func `an unknown block is refused`() {
        let json = Data(#"{"title": "协议", "blocks": [{"type": "video", "text": "正文"}]}"#.utf8)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ContractTemplateDocument.self, from: json)
        }
    }
}
