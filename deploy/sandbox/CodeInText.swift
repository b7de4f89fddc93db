/// The one-time code in a message: the first run of 4–8 digits after 验证码, else the first such run at all.
func codeInText(_ text: String) -> String? {
    if let word = text.firstRange(of: "验证码"), let code = firstCode(in: text[word.upperBound...]) {
        return code
    }
    return firstCode(in: text[...])
}

private func firstCode(in text: Substring) -> String? {
    text.split { !("0"..."9").contains($0) }.first { (4...8).contains($0.count) }.map(String.init)
}
