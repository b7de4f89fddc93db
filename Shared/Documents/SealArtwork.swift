package import Foundation

/// An enterprise's seal picture, described so that it can be drawn at any size.
package struct SealArtwork: Codable, Sendable, Hashable {
    package let enterpriseName: String
    /// The seal's registered number along the bottom.
    package let code: String?
    /// Outer diameter in millimetres.
    package let diameter: Double

    /// The official seal of an enterprise: round, red, 42 mm, star, name on the arc.
    package static func official(enterpriseName: String, code: String? = nil) -> SealArtwork {
        SealArtwork(enterpriseName: enterpriseName, code: code, diameter: 42)
    }

    /// The seal as a square PNG with a transparent ground; `pixels` is its side.
    package func png(pixels: Int) throws(DocumentProblem) -> Data {
        throw DocumentProblem(.unavailable)
    }
}
