package import Foundation

/// A provider's complete reply, whatever its status; redirects are replies like any other.
package struct OutboundResponse: Sendable {
    package let status: Int
    package let headers: OutboundHeaders
    package let body: Data

    package var isSuccess: Bool {
        (200..<300).contains(status)
    }
}
