import Foundation
import Identifiers
import Messages
import Web

/// A row of `contract-table`.
struct ContractRow: Sendable {
    let href: String
    let name: String
    let number: String?
    let counterpart: String
    let counterpartPhone: String?
    let tag: Tag
    let launchedAt: String
    let actionLabel: String
    let downloadHref: String?

    init(_ item: ContractItem) {
        href = "/contracts/\(item.id)"
        name = item.name
        number = item.number.isEmpty ? nil : item.number
        counterpart = item.employeeName
        counterpartPhone = item.employeePhoneMasked
        tag = Tag(item, side: .employer)
        launchedAt = item.launchedAt.map(Shown.minute) ?? "未发起"
        actionLabel = item.myTurn ? "签署" : "查看"
        downloadHref = nil
    }
}

/// A line of `parties`.
struct PartyRow: Sendable {
    let roleLabel: String
    let name: String
    let tag: Tag
    let signedAt: String?

    /// `isTurn` tells whether the reader is the one who is waited for.
    init(_ party: PartyView, of status: ContractStatus, reader: PartyRole, isTurn: Bool = true) {
        roleLabel = party.role == .employee ? "劳动者" : "用人单位"
        name = party.name
        tag = Tag(party, of: status, isReader: party.role == reader && isTurn)
        signedAt = party.signedAt.map(Shown.minute)
    }
}

/// A page of a document for `pages`.
struct PageImage: Sendable {
    let number: Int
    let src: String
    let width: Int
    let height: Int
    let marks: [PlaceMark]
}

/// A place to sign drawn over a page; points, origin at the upper left.
struct PlaceMark: Sendable {
    let x: Double
    let y: Double
    let width: Double
    let height: Double
    let middleX: Double
    let middleY: Double
    let label: String?
    let mine: Bool
    let image: String?

    /// Places are measured from the lower left; `pageHeight` in points turns them over.
    init(_ place: PlacedField, pageHeight: Double, label: String?, mine: Bool, image: String? = nil) {
        x = Self.rounded(place.x)
        y = Self.rounded(pageHeight - place.y - place.height)
        width = Self.rounded(place.width)
        height = Self.rounded(place.height)
        middleX = Self.rounded(place.x + place.width / 2)
        middleY = Self.rounded(pageHeight - place.y - place.height / 2)
        self.label = label
        self.mine = mine
        self.image = image
    }

    private static func rounded(_ points: Double) -> Double { (points * 10).rounded() / 10 }
}

/// A document of a contract, to be chosen on its page.
struct DocumentLink: Sendable {
    let name: String
    let pagesText: String
    let href: String
    let current: Bool
}

extension ContractModel {
    /// The document asked for, else the first.
    func document(_ asked: String?) -> DocumentView? {
        documents.first { $0.id.description == asked } ?? documents.first
    }

    /// The documents to choose from.
    func files(current: DocumentView?) -> [DocumentLink] {
        documents.map { document in
            DocumentLink(
                name: document.name,
                pagesText: "\(document.pages) 页",
                href: Href.to("/contracts/\(id)", ["document": document.id.description]),
                current: document.id == current?.id
            )
        }
    }

    /// Addresses of the pictures of a document's pages, each with the marks that `mark` makes of the places on it.
    func pages(of document: DocumentView, _ visit: Visit, mark: (PlacedField) -> PlaceMark?) -> [PageImage] {
        let own = visit.ownMark(of: document.sha256)
        return (0..<document.pages).map { index in
            PageImage(
                number: index + 1,
                src: Href.to("/api/v1/contracts/\(id)/documents/\(document.id)/pages/\(index + 1)", ["for": own]),
                width: Int(document.pageWidth.rounded()),
                height: Int(document.pageHeight.rounded()),
                marks: places.filter { $0.page == index }.compactMap(mark)
            )
        }
    }

    func downloadHref(_ document: DocumentView?) -> String {
        document.map { "/api/v1/contracts/\(id)/documents/\($0.id)" } ?? "/contracts/\(id)"
    }
}
