import Foundation
import Messages

/// What people are told, word for word; texts for phones carry the platform's name in front.
enum Texts {
    static let signature = "【穗约】"

    static func code(_ code: String, purpose: CodePurpose) -> String {
        let use =
            switch purpose {
            case .login: "登录"
            case .registerEnterprise: "创建企业"
            case .resetPassword: "重置密码"
            case .changePhone: "更换手机号"
            case .personVerification: "实名认证"
            }
        return "\(signature)验证码\(code)，用于\(use)，5分钟内有效。请勿告诉他人。"
    }

    static func willingness(_ code: String, enterprise: String, contract: String) -> String {
        "\(signature)验证码\(code)，您正在签署\(enterprise)的《\(contract)》，5分钟内有效。非本人操作请勿告诉他人。"
    }

    static func invitation(enterprise: String, link: String) -> String {
        "\(signature)\(enterprise)邀请您填写入职资料：\(link) 30天内有效。"
    }

    static func approved(enterprise: String) -> String {
        "\(signature)您提交给\(enterprise)的入职资料已通过审核。"
    }

    static func rejected(enterprise: String, reason: String) -> String {
        "\(signature)您提交给\(enterprise)的入职资料未通过审核，原因：\(reason)。您可以打开原邀请链接修改后再次提交。"
    }

    static func turn(enterprise: String, contract: String, role: PartyRole, link: String) -> String {
        switch role {
        case .employee: "\(signature)\(enterprise)发来《\(contract)》等您签署：\(link) 签署免费，签署前请看清全文。"
        case .enterprise: "\(signature)《\(contract)》等待\(enterprise)签章：\(link)"
        }
    }

    static func urged(enterprise: String, contract: String, link: String) -> String {
        "\(signature)\(enterprise)提醒您签署《\(contract)》：\(link) 签署免费，签署前请看清全文。"
    }

    static func withdrawn(enterprise: String, contract: String) -> String {
        "\(signature)\(enterprise)已撤回《\(contract)》，您无需再签署。"
    }

    static func withdrawnByEnterprise(contract: String) -> String {
        "《\(contract)》已撤回，可重新发起。"
    }

    static func completed(enterprise: String, contract: String, link: String) -> String {
        "\(signature)您与\(enterprise)的《\(contract)》已签署完成，可随时免费查看和下载：\(link) 请下载保存。"
    }

    static func failed(enterprise: String, contract: String) -> String {
        "\(enterprise)的《\(contract)》文件无法签署，该合同已终止，需由用人单位重新发起。"
    }

    static func completedForEnterprise(contract: String, link: String) -> String {
        "\(signature)《\(contract)》双方已签署完成：\(link)"
    }
}
