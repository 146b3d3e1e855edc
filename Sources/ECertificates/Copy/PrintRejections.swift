import Kernel

/// What printing a certificate can say no with.
enum PrintRejections {
    private static let useOther = Phrase(
        "certificatePrint.useOther", zh: "网页上的证照照样有效，可以出示、打印。请把这句话告诉 12345。",
        en: "The certificate on its page counts all the same. Please tell 12345 of this.")

    static func noFont(_ family: String) -> Rejection {
        Rejection(
            .unavailable,
            Phrase(
                "certificatePrint.noFont", zh: "服务器上没有印证照要用的字体（{family}），现在下载不了。",
                en: "The server has no font for certificates ({family}).", ["family": family]),
            nextStep: useOther)
    }

    static let noGlyph = Rejection(
        .unavailable,
        Phrase(
            "certificatePrint.noGlyph", zh: "证照里有一个字，服务器上的字体都没有，印出来会缺字，所以没有生成。",
            en: "A character of this certificate is in none of the server's fonts; it would be missing on paper."),
        nextStep: useOther)

    static let notPrinted = Rejection(
        .unavailable, Phrase("certificatePrint.notPrinted", zh: "版式文件没有生成。", en: "The document could not be made."),
        nextStep: useOther)
}
