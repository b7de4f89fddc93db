/// The one-time code in a message: 4–8 digits after a word for code, else before it.
///
/// Other messages carry numbers, too, but no code.
func codeInText(_ text: String) -> String? {
    guard let word = ["验证码", "校验码", "口令"].lazy.compactMap({ text.firstRange(of: $0) }).first else { return nil }
    return firstCode(in: text[word.upperBound...]) ?? firstCode(in: text[..<word.lowerBound])
}

private func firstCode(in text: Substring) -> String? {
    text.split { !("0"..."9").contains($0) }.first { (4...8).contains($0.count) }.map(String.init)
}
