import Foundation
import Hummingbird
import Messaging
import NIOCore

/// What is known of a request before anybody looks at it.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: String
    /// Names this request towards people and in logs.
    var requestID = ""
    var trace = TraceContext.start()

    init(source: Source) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
