import Foundation

/// The block at the foot of a contract where both parties sign.
extension FlowLayout {
    mutating func setSignatures(_ places: [SignaturePlace]) throws(DocumentProblem) {
        guard !places.isEmpty, places.count <= 2, places.allSatisfy({ $0.party.signatureFieldName != nil }) else {
            throw DocumentProblem(.templateInvalid, detail: "one or two signers sign in a signature block")
        }
        let width = PageFormat.textWidth / 2
        let sealSide = 42 * PageFormat.millimetre
        pages.skip(20)
        pages.require(2 * Self.leading + sealSide + 16)
        let top = pages.y
        var bottom = top
        for (index, place) in places.enumerated() {
            let x = PageFormat.margin + Double(index) * width
            let (inline, layout) = try layOut(place.title, font: Self.clauseFont, width: width - 12)
            var y = top
            for line in layout.lines {
                try pages.set(line, of: layout, inline, x: x, top: y, slot: Self.leading, ruled: true)
                y += Self.leading
            }
            try placeSignature(of: place.party, x: x, top: y + 6, side: sealSide)
            y += sealSide + 10
            try placeDate(of: place.party, x: x, top: y, width: width)
            bottom = max(bottom, y + Self.leading)
        }
        pages.advance(bottom - top)
    }

    private mutating func placeSignature(
        of party: ControlParty,
        x: Double,
        top: Double,
        side: Double
    ) throws(DocumentProblem) {
        let name = party.signatureFieldName ?? ""
        if party == .employee {
            let size = (width: 45 * PageFormat.millimetre, height: 20 * PageFormat.millimetre)
            let control = ControlDefinition(
                key: name,
                label: "签名",
                kind: .signature,
                required: true,
                filledBy: party
            )
            let lower = top + (side - size.height) / 2
            try pages.place(control, x: x + 12, top: lower, width: size.width, height: size.height)
            pages.draw(.rule(x: x + 12, y: lower + size.height, width: size.width))
        } else {
            let control = ControlDefinition(key: name, label: "盖章", kind: .seal, required: true, filledBy: party)
            try pages.place(control, x: x + 24, top: top, width: side, height: side)
        }
    }

    private mutating func placeDate(
        of party: ControlParty,
        x: Double,
        top: Double,
        width: Double
    ) throws(DocumentProblem) {
        let key = (party.signatureFieldName ?? "") + "Date"
        let control = ControlDefinition(
            key: key,
            label: "签订日期",
            kind: .signDate,
            required: true,
            filledBy: party
        )
        let label = TextLayout(typesetter, "签订日期：", .init(font: Self.body))
        guard let line = label.lines.first else { return }
        let baseline = top + (Self.leading - line.ascent - line.descent) / 2 + line.ascent
        pages.draw(.line(label, line, x: x, baseline: baseline))
        let left = x + line.width
        let blank = 36 * PageFormat.millimetre
        try pages.place(control, x: left, top: baseline + 4.5 - 17, width: blank, height: 17)
        pages.draw(.rule(x: left, y: baseline + 4.5, width: blank))
    }
}
