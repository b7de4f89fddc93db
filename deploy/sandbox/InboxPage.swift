import Foundation

/// The inbox as a page that loads itself again every few seconds.
func inboxPage(_ messages: [SentMessage], phone: String?) -> String {
    let rows = messages.map(inboxRow).joined(separator: "\n")
    let body = messages.isEmpty ? "<p class=\"empty\">还没有短信。在平台上获取验证码后，短信会出现在这里。</p>" : "<ol>\(rows)</ol>"
    return """
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="5">
        <title>短信收件箱 · 服务商沙箱</title>
        <style>
        body { font: 16px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 0 auto;
               max-width: 44rem; padding: 1.5rem 1rem; color: #1d2a3a; background: #f5f7fa; }
        h1 { font-size: 1.375rem; margin: 0; }
        p.note { color: #5b6878; margin: .25rem 0 1rem; }
        form { display: flex; gap: .5rem; margin-bottom: 1rem; }
        input, button { font: inherit; padding: .375rem .75rem; border: 1px solid #c3ccd6; border-radius: .375rem; }
        input { flex: 1; min-width: 0; }
        button { background: #fff; }
        ol { list-style: none; margin: 0; padding: 0; }
        li { background: #fff; border: 1px solid #e1e7ee; border-radius: .5rem; padding: .75rem 1rem; margin: .5rem 0; }
        .line { display: flex; flex-wrap: wrap; gap: .25rem 1rem; color: #5b6878; font-size: .875rem; }
        .line strong { color: #1d2a3a; font-variant-numeric: tabular-nums; }
        .code { font-size: 1.25rem; font-weight: 600; letter-spacing: .1em; font-variant-numeric: tabular-nums; }
        .text { margin: .25rem 0 0; overflow-wrap: anywhere; }
        .empty { color: #5b6878; text-align: center; padding: 3rem 0; }
        </style>
        </head>
        <body>
        <h1>短信收件箱</h1>
        <p class="note">服务商沙箱：短信和语音并未真正发出，只在本机显示。本页每 5 秒更新。</p>
        <form method="get" action="/">
        <input name="phone" inputmode="numeric" aria-label="手机号" placeholder="按手机号查看" value="\(escaped(phone ?? ""))">
        <button>查看</button>
        </form>
        \(body)
        </body>
        </html>
        """
}

private func inboxRow(_ message: SentMessage) -> String {
    let code = codeInText(message.text).map { "<div class=\"code\">\($0)</div>" } ?? ""
    let kind = message.kind == .voice ? "语音" : "短信"
    return """
        <li><div class="line"><strong>\(escaped(message.phone))</strong><span>\(kind)</span>\
        <time>\(chinaTime(message.sentAt))</time></div>\(code)<p class="text">\(escaped(message.text))</p></li>
        """
}

private func chinaTime(_ date: Date) -> String {
    let zone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
    return date.formatted(
        Date.ISO8601FormatStyle(timeZone: zone)
            .year().month().day().dateSeparator(.dash)
            .dateTimeSeparator(.space)
            .time(includingFractionalSeconds: false).timeSeparator(.colon)
    )
}

private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
}
