import Kernel

/// Fields as they stand in what is sealed.
extension CertificateField {
    /// Both languages of the label: what it was called when it was sealed stays.
    var sealedJSON: JSON {
        [
            "claim": JSON(claim), "zh": JSON(label.chinese), "en": JSON(label.english), "value": JSON(value),
        ]
    }

    init(sealed json: JSON) {
        self.init(
            claim: json["claim"]?.string ?? "",
            label: Phrase("certificate.field", zh: json["zh"]?.string ?? "", en: json["en"]?.string ?? ""),
            value: json["value"]?.string ?? "")
    }
}
