import Kernel

/// Fields as they stand in what is sealed.
extension CertificateField {
    /// Both languages of the label: what it was called when it was sealed stays.
    var sealedJSON: JSON {
        .object([.init("claim", JSON(claim))] + (label.sealedLabel.members ?? []) + [.init("value", JSON(value))])
    }

    init(sealed json: JSON) {
        self.init(
            claim: json["claim"]?.string ?? "", label: Phrase(sealedLabel: json), value: json["value"]?.string ?? "")
    }
}

/// The name of a field as it stands in what is sealed.
extension Phrase {
    var sealedLabel: JSON { ["zh": JSON(chinese), "en": JSON(english)] }

    init(sealedLabel json: JSON) {
        self.init("certificate.field", zh: json["zh"]?.string ?? "", en: json["en"]?.string ?? "")
    }
}
