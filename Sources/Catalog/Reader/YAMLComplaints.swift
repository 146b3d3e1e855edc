/// What can be wrong with the notation of a file, before its content is looked at.
extension Complaint {
    static let tooLong = Complaint(
        "yaml.tooLong", zh: "文件超过 1 MB", en: "The file is larger than 1 MB",
        adviceZH: "把长的说明移到同一文件夹的 guide.md，把大表移到 rules.dmn",
        adviceEN: "move long guidance into guide.md and large tables into rules.dmn in the same folder")
    static let empty = Complaint(
        "yaml.empty", zh: "文件里没有内容", en: "The file is empty",
        adviceZH: "从另一个事项的 item.yaml 复制一份再改", adviceEN: "start from a copy of another item's item.yaml")
    static let tab = Complaint(
        "yaml.tab", zh: "这里有制表符（Tab）", en: "There is a tab character here",
        adviceZH: "换成空格，每级缩进两个空格", adviceEN: "use spaces, two for each level")
    static let anchor = Complaint(
        "yaml.anchor", zh: "不能用锚点（&）和引用（*）", en: "Anchors (&) and aliases (*) are not used here",
        adviceZH: "把内容在这里完整写出来；如果是文字，请加引号", adviceEN: "write the content out here; if it is text, put it in quotes")
    static let tag = Complaint(
        "yaml.tag", zh: "不能用类型标记（!）", en: "Type tags (!) are not used here",
        adviceZH: "去掉感叹号开头的标记，类型由字段决定", adviceEN: "remove the tag: the field decides the type")
    static let mergeKey = Complaint(
        "yaml.mergeKey", zh: "不能用合并键（<<）", en: "Merge keys (<<) are not used here",
        adviceZH: "把要合并的各项在这里写出来", adviceEN: "write the merged entries out here")
    static let duplicateKey = Complaint(
        "yaml.duplicateKey", zh: "“{key}”写了两次", en: "“{key}” stands here twice",
        adviceZH: "只留一处，两处内容不同时先弄清哪个对", adviceEN: "keep one of them; where they differ, find out which is right")
    static let keyNotText = Complaint(
        "yaml.keyNotText", zh: "冒号前面应是一个名称", en: "A name is expected before the colon",
        adviceZH: "检查括号和缩进", adviceEN: "check brackets and indentation")
    static let foldedBlock = Complaint(
        "yaml.foldedBlock", zh: "多行文字请用“|”，不用“>”", en: "Text of several lines is written with “|”, not “>”",
        adviceZH: "把“>”改成“|”，每一行都会照原样保留", adviceEN: "change “>” to “|”: every line is kept as it stands")
    static let blockIndentation = Complaint(
        "yaml.blockIndentation", zh: "“|”后面不写数字", en: "No digit stands after “|”",
        adviceZH: "去掉数字，缩进以第一行为准", adviceEN: "remove the digit: the first line gives the indentation")
    static let fullWidthColon = Complaint(
        "yaml.fullWidthColon", zh: "“{key}”后面是全角冒号（：）", en: "A full-width colon (：) follows “{key}”",
        adviceZH: "改成半角冒号加一个空格（: ）", adviceEN: "write an ASCII colon and a space (: )")
    static let fullWidthComma = Complaint(
        "yaml.fullWidthComma", zh: "括号里的分隔用了全角逗号（，）", en: "A full-width comma (，) separates values in brackets",
        adviceZH: "改成半角逗号加一个空格（, ）", adviceEN: "write an ASCII comma and a space (, )")
    static let colonInText = Complaint(
        "yaml.colonInText", zh: "这里不应有冒号", en: "No colon can stand here",
        adviceZH: "文字里的冒号用全角（：），或者给整段文字加引号；若是新的一项，请检查缩进",
        adviceEN: "put text that holds a colon in quotes; if this is a new entry, check the indentation")
    static let syntax = Complaint(
        "yaml.syntax", zh: "这里的写法读不懂：{reason}", en: "This cannot be read: {problem}",
        adviceZH: "检查这一行和上一行的缩进、冒号、引号和括号是否成对",
        adviceEN: "check indentation, colons, quotes and brackets on this line and the one before")
}
