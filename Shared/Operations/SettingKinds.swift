package import Foundation

extension Settings {
    package func text(_ key: String, default fallback: String? = nil, help: String) -> String {
        value(key, default: fallback, shown: fallback, placeholder: "", help: help) { (text) throws(SettingRejected) in
            text
        }
    }

    /// A text that may be absent.
    package func optionalText(_ key: String, help: String) -> String? {
        value(key, default: nil, placeholder: nil, isRequired: false, help: help) {
            (text) throws(SettingRejected) -> String? in text
        }
    }

    package func secret(_ key: String, default fallback: String? = nil, help: String) -> Secret {
        value(
            key,
            default: fallback.map { Secret($0) },
            placeholder: Secret(""),
            isSecret: true,
            help: help
        ) { (text) throws(SettingRejected) in Secret(text) }
    }

    /// A secret that may be absent.
    package func optionalSecret(_ key: String, help: String) -> Secret? {
        value(key, default: nil, placeholder: nil, isRequired: false, isSecret: true, help: help) {
            (text) throws(SettingRejected) -> Secret? in Secret(text)
        }
    }

    package func integer(
        _ key: String,
        default fallback: Int? = nil,
        range: ClosedRange<Int> = 0...Int.max,
        unit: String? = nil,
        help: String
    ) -> Int {
        value(
            key,
            default: fallback,
            shown: fallback.map { String($0) },
            placeholder: fallback ?? range.lowerBound,
            unit: unit,
            help: help
        ) { (text) throws(SettingRejected) in
            guard let number = Int(text) else { throw SettingRejected("must be a whole number") }
            guard range.contains(number) else {
                throw SettingRejected("must lie between \(range.lowerBound) and \(range.upperBound)")
            }
            return number
        }
    }

    /// A TCP port; 0 lets the kernel choose one.
    package func port(_ key: String, default fallback: Int? = nil, help: String) -> Int {
        integer(key, default: fallback, range: 0...65535, help: help)
    }

    package func flag(_ key: String, default fallback: Bool, help: String) -> Bool {
        value(key, default: fallback, shown: String(fallback), placeholder: fallback, help: help) {
            (text) throws(SettingRejected) in
            switch text.lowercased() {
            case "true", "yes", "on", "1": return true
            case "false", "no", "off", "0": return false
            default: throw SettingRejected("must be true or false")
            }
        }
    }

    /// One of a fixed set of words.
    package func choice(_ key: String, of words: [String], default fallback: String? = nil, help: String) -> String {
        value(
            key,
            default: fallback,
            shown: fallback,
            placeholder: fallback ?? words.first ?? "",
            unit: words.joined(separator: " | "),
            help: help
        ) { (text) throws(SettingRejected) in
            guard words.contains(text) else {
                throw SettingRejected("must be one of \(words.joined(separator: ", "))")
            }
            return text
        }
    }

    /// A comma-separated list; blanks around the parts are dropped.
    package func list(_ key: String, default fallback: [String]? = nil, help: String) -> [String] {
        value(
            key,
            default: fallback,
            shown: fallback?.joined(separator: ","),
            placeholder: [],
            unit: "comma-separated",
            help: help
        ) { (text) throws(SettingRejected) in
            text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }

    /// A time span such as `250ms`, `6s`, `10m`, `2h` or `14d`.
    package func duration(_ key: String, default fallback: Duration? = nil, help: String) -> Duration {
        value(
            key,
            default: fallback,
            shown: fallback.map { DurationText.write($0) },
            placeholder: fallback ?? .zero,
            unit: "time span with ms, s, m, h or d",
            help: help
        ) { (text) throws(SettingRejected) in
            guard let duration = DurationText.read(text) else {
                throw SettingRejected("must be a time span such as 250ms, 6s, 10m, 2h or 14d")
            }
            return duration
        }
    }

    /// An absolute URL with one of the given schemes.
    package func url(
        _ key: String,
        default fallback: String? = nil,
        schemes: [String] = ["https", "http"],
        help: String
    ) -> URL {
        let placeholder = URL(fileURLWithPath: "/")
        return value(
            key,
            default: fallback.flatMap { URL(string: $0) },
            shown: fallback,
            placeholder: placeholder,
            help: help
        ) { (text) throws(SettingRejected) in
            guard let url = URL(string: text), let scheme = url.scheme, schemes.contains(scheme) else {
                throw SettingRejected("must be an address that starts with \(schemes.joined(separator: ":// or "))://")
            }
            return url
        }
    }

    /// A path of the file system.
    ///
    /// `mustExist`: whether a missing file or directory is a problem.
    package func path(
        _ key: String,
        default fallback: String? = nil,
        mustExist: Bool = false,
        help: String
    ) -> String {
        value(key, default: fallback, shown: fallback, placeholder: "", help: help) { (text) throws(SettingRejected) in
            if mustExist, !FileManager.default.fileExists(atPath: text) {
                throw SettingRejected("names a file or directory that does not exist")
            }
            return text
        }
    }
}
