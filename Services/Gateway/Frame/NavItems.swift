import Web

/// The entries of the main navigation, by the names that the layouts ask for.
extension NavItem {
    static let home = NavItem("home")
    static let contracts = NavItem("contracts")
    static let employees = NavItem("employees")
    static let enterprise = NavItem("enterprise")
    static let messages = NavItem("messages")
    static let submissions = NavItem("submissions")
    static let mine = NavItem("mine")
}
