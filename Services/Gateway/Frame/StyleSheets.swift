/// One style sheet for each layout, made of those in `Public/styles` that its pages use.
enum StyleSheets {
    static let joined = [
        "styles/side-employer.css": files("tokens", "base", "employer", "components", "forms", "document"),
        "styles/side-plain.css": files("tokens", "base", "employer", "components", "forms"),
        "styles/side-worker.css": files("tokens", "base", "components", "forms", "document", "worker"),
    ]

    private static func files(_ names: String...) -> [String] { names.map { "styles/\($0).css" } }
}
