/// Words for what Signing says, and for what is found about signatures.
enum SigningWording {
    static let sentences: [String: String] = [
        "signing.input": "填写的内容有误，请按提示修改后再提交。",
        "signing.contract-unknown": "没有找到该合同。",
        "signing.contract-not-known-yet": "合同正在准备，请稍候几秒再试。",
        "signing.account-not-known-yet": "账号信息正在同步，请稍候几秒再试。",
        "signing.not-open": "该合同当前不可签署。",
        "signing.not-to-withdraw": "仅签署中的合同可以撤回。",
        "signing.not-yours-to-withdraw": "合同由用人单位撤回。",
        "signing.not-your-turn": "还没有轮到您签署，请等待对方先签。",
        "signing.signed-already": "您已签署该合同，无需重复签署。",
        "signing.document-changed": "合同文件在您确认之后有变化，请重新查看并获取验证码后再签。",

        "signing.document-unreadable": "合同文件无法签署，该合同已终止，请由用人单位重新发起。",

        "signing.method-not-offered": "该意愿认证方式暂未开放，请使用短信认证。",
        "signing.code-too-soon": "验证码已发送，请在 {wait}后再获取。",
        "signing.code-limit": "获取验证码过于频繁，请于 {time} 后再试。",

        "signing.signature-required": "请先手写签名。",
        "signing.signature-unknown": "没有找到该签名，请重新手写签名。",
        "signing.seal-required": "请选择印章。",
        "signing.seal-unknown": "没有找到该印章，请重新选择。",

        "signature.malformed": "签名数据无法识别。",
        "signature.unsupported-algorithm": "签名使用了不支持的算法。",
        "signature.digest-mismatch": "签名之后文件内容被改动。",
        "signature.invalid": "签名与签名者的证书不匹配。",
        "signature.certificate-missing": "签名中没有签名者的证书。",
        "signature.certificate-not-bound": "签名没有绑定签名者的证书。",
        "signature.key-usage": "签名者的证书不能用于签署文件。",
        "signature.chain-untrusted": "签名者的证书不是由受信任的机构签发。",
        "signature.outside-validity": "签名时证书不在有效期内。",
        "signature.revoked": "签名者的证书已被吊销。",
        "signature.revocation-unknown": "无法确认签名者的证书是否被吊销。",
        "signature.timestamp-missing": "签名没有可信时间戳。",
        "signature.timestamp-invalid": "签名的时间戳无效。",
        "signature.timestamp-untrusted": "签名的时间戳不是由受信任的机构签发。",
        "signature.changed-afterwards": "签名之后文件内容被改动。",
    ]
}
