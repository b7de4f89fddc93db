import CLibPQ

extension RuntimeRole {
    /// Reads user and password from the service's connection URL; throws when it names no user.
    package init(url: String) throws {
        guard let options = PQconninfoParse(url, nil) else {
            throw PostgresError.client(.misuse, "the database URL cannot be read")
        }
        defer { PQconninfoFree(options) }
        var user: String?
        var password: String?
        var option = options
        while let keyword = option.pointee.keyword {
            let value = option.pointee.val.map { String(cString: $0) }
            switch String(cString: keyword) {
            case "user": user = value
            case "password": password = value
            default: break
            }
            option += 1
        }
        guard let user else { throw PostgresError.client(.misuse, "the database URL names no user") }
        self.init(name: user, password: password)
    }
}
