/// 姓名 — names of people as others may see them.
public enum PersonalName {
    /// Keeps the first character, and the last where there are three or more: `王*英`, `李*`. Enough for the person to
    /// recognise, too little for others to learn.
    public static func masked(_ name: String) -> String {
        let characters = Array(name)
        guard let first = characters.first, characters.count > 1 else { return "*" }
        guard let last = characters.last, characters.count > 2 else { return "\(first)*" }
        return "\(first)\(String(repeating: "*", count: characters.count - 2))\(last)"
    }

    /// What of a name is compared: names differ in dots and spaces between registers and keyboards (`买买提·艾力`,
    /// `买买提.艾力`, `买买提•艾力`).
    public static func comparable(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.filter { !$0.properties.isWhitespace && !"·•.．・‧".unicodeScalars.contains($0) }))
    }
}
