/// Words for what is wrong with documents.
enum DocumentWording {
    static let sentences: [String: String] = [
        "documents.not-a-pdf": "该文件不是 PDF，请选择 PDF 文件。",
        "documents.empty": "文件是空的，请选择要上传的 PDF 文件。",
        "documents.too-large": "文件超过 10 MB，请压缩后再上传。",
        "documents.too-many-pages": "文件超过 200 页，请拆分后再上传。",
        "documents.encrypted": "文件设有密码，请去除密码后再上传。",
        "documents.damaged": "文件已损坏或不完整，请重新获取后再上传。",
        "documents.active-content": "文件含有脚本或可自动执行的内容，不能使用。",
        "documents.embedded-files": "文件内嵌有其他文件，不能使用。",
        "documents.already-signed": "文件已有电子签名，不能作为模板使用。",
        "documents.timed-out": "文件过于复杂，处理超时，请简化后再上传。",
        "documents.glyph-missing": "内容中有无法显示的字，请改用常用字。",
        "documents.value-missing": "该项还没有填写。",
        "documents.value-invalid": "该项填写的内容不符合要求。",
        "documents.value-too-long": "内容过长，合同中放不下，请缩短。",
        "documents.template-invalid": "合同模板有误，请联系平台客服。",
        "documents.field-unknown": "合同中没有该填写项。",
        "documents.field-already-signed": "该处已签署。",
        "documents.image-invalid": "图片无法识别，请重新上传。",
        "documents.page-missing": "没有找到该页。",
        "documents.unavailable": "文件处理服务繁忙，请稍后再试。",
    ]
}
