package import Foundation
import HTTPTypes

/// The two cookies there are: a session's token, and for visitors without one a random name for their forms.
struct Cookies: Sendable {
    let isHTTPS: Bool

    var session: String { isHTTPS ? "__Host-suiyue-session" : "suiyue-session" }
    var visitor: String { isHTTPS ? "__Host-suiyue-visitor" : "suiyue-visitor" }

    func read(_ name: String, from headers: HTTPFields) -> String? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name else { continue }
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }

    /// Makes the header; without `expires` the cookie ends with the browser.
    func set(_ name: String, _ value: String, expires: Date? = nil, now: Date) -> String {
        var cookie = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let expires { cookie += "; Max-Age=\(max(0, Int(expires.timeIntervalSince(now))))" }
        return isHTTPS ? cookie + "; Secure" : cookie
    }

    func clear(_ name: String) -> String {
        "\(name)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0" + (isHTTPS ? "; Secure" : "")
    }
}

extension Answer {
    /// Gives the browser its session.
    package func opening(token: String, until expires: Date, visit: Visit) -> Answer {
        let cookies = visit.parts.cookies
        return adding(cookies.set(cookies.session, token, expires: expires, now: visit.parts.now()))
    }

    /// Takes the session from the browser.
    package func closingSession(_ visit: Visit) -> Answer {
        adding(visit.parts.cookies.clear(visit.parts.cookies.session))
    }

    func adding(_ cookie: String) -> Answer {
        var answer = self
        answer.headers.append(HTTPField(name: .setCookie, value: cookie))
        return answer
    }
}
