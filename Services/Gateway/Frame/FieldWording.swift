/// Words for values of fields, for input before any service has seen it, and for one-time codes.
enum FieldWording {
    static let sentences: [String: String] = [
        "field.required": "请填写此项。",
        "field.unknown": "没有此填写项。",
        "field.too-long": "内容过长，请缩短。",
        "field.characters": "内容含有无法显示的字符，请删去后再提交。",
        "field.not-a-number": "请输入数字。",
        "field.not-money": "请输入金额，单位为元，最多两位小数。",
        "field.not-a-date": "请输入日期，例如 2026-01-31。",
        "field.not-a-choice": "请从列表中选择。",
        "field.not-a-boolean": "请选择是或否。",
        "field.not-a-phone": "请输入 11 位手机号。",
        "field.not-an-id-number": "请输入正确的 18 位身份证号。",

        "input.required": "请填写此项。",
        "input.not-text": "此项应为文字，请重新填写。",
        "input.too-long": "内容过长，请缩短。",
        "input.characters": "内容含有无法处理的字符，请删去后再提交。",
        "input.not-a-boolean": "请选择是或否。",
        "input.not-a-whole-number": "请输入整数。",
        "input.out-of-range": "数值不在允许的范围内，请修改。",
        "input.not-a-choice": "请从列表中选择。",
        "input.not-an-identifier": "所选的记录无法识别，请重新选择。",
        "input.not-a-moment": "请输入日期，例如 2026-01-31。",
        "input.not-a-list": "此项应为列表，请重新填写。",
        "input.not-an-object": "此项的内容无法识别，请重新填写。",
        "input.too-many": "数量过多，请减少后再提交。",
        "input.cursor": "列表的位置已失效，请从第一页看起。",

        "code.required": "请输入验证码。",
        "code.malformed": "验证码为 6 位数字。",
        "code.wrong": "验证码不正确，请核对短信后重新输入。",
        "code.expired": "验证码已过期，请重新获取。",
        "code.burnt": "验证码错误次数过多，已失效，请重新获取。",
    ]
}
