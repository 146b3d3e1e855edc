import Kernel

/// Words of signing in and of one's own page.
enum IdentityCopy {
    static let signIn = Phrase("identity.signIn", zh: "登录", en: "Sign in")
    static let signInLead = Phrase(
        "identity.signInLead", zh: "填姓名和身份证号，我们给您留在公安的手机号发一个验证码。不用设密码。",
        en: "Enter your name and ID number. We send a code to the mobile number on your household record. No password.")
    static let name = Phrase("identity.name", zh: "姓名", en: "Name")
    static let nameHint = Phrase("identity.nameHint", zh: "和身份证上的一样", en: "As on your identity card")
    static let residentID = Phrase("identity.residentID", zh: "身份证号", en: "ID number")
    static let residentIDHint = Phrase(
        "identity.residentIDHint", zh: "18 位，最后一位可能是字母 X", en: "18 characters; the last may be the letter X")
    static let sendCode = Phrase("identity.sendCode", zh: "发验证码", en: "Send me a code")
    static let privacy = Phrase(
        "identity.privacy", zh: "只用来确认是您本人，不作别的用处。",
        en: "Used only to make sure that it is you, and for nothing else.")
    static let expired = Phrase("identity.expired", zh: "登录时间到了", en: "Your session has ended")
    static let expiredText = Phrase(
        "identity.expiredText", zh: "为了安全，过十二小时要重新登录一次。已保存的内容都还在，登录后接着办。",
        en: "For safety it ends after twelve hours. What was saved is still there: sign in and go on.")
    static let noPhone = Phrase(
        "identity.noPhone", zh: "手机号换了，或者没有手机？", en: "New number, or no mobile phone?")
    static let noPhoneText = Phrase(
        "identity.noPhoneText", zh: "不登录也能办：打 12345，或者带身份证到就近的便民服务中心，结果一样。",
        en: "You can do everything without signing in: call 12345, or bring your identity card to a service centre.")
    static let demoAccounts = Phrase("identity.demoAccounts", zh: "演示用的人（都是虚构的）", en: "Demo people (all invented)")
    static let demoName = Phrase("identity.demoName", zh: "姓名", en: "Name")
    static let demoNumber = Phrase("identity.demoNumber", zh: "身份证号", en: "ID number")
    static let demoNote = Phrase("identity.demoNote", zh: "看什么", en: "Shows")

    static let codeTitle = Phrase("identity.codeTitle", zh: "填验证码", en: "Enter the code")
    static let codeSent = Phrase(
        "identity.codeSent", zh: "如果姓名和号码与户籍登记一致，验证码已发到登记的手机上，{minutes} 分钟内有效。",
        en:
            "If name and number agree with the register, a code is on its way to the phone there. Good for {minutes} minutes."
    )
    static let code = Phrase("identity.code", zh: "6 位数字", en: "6 digits")
    static let enter = Phrase("identity.enter", zh: "进入", en: "Continue")
    static let notReceived = Phrase("identity.notReceived", zh: "没收到？", en: "Did not arrive?")
    static let notReceivedText = Phrase(
        "identity.notReceivedText", zh: "等一分钟再看看短信。还没有就重新发一次。谁打电话来要这个码，都不要给。",
        en: "Wait a minute and look again, or ask for another. Never tell the code to anyone who calls.")
    static let again = Phrase("identity.again", zh: "重新发一次", en: "Send another")
    static let openInbox = Phrase("identity.openInbox", zh: "打开演示短信箱看验证码", en: "Open the demo inbox for the code")

    static let inbox = Phrase("identity.inbox", zh: "演示短信箱", en: "Demo inbox")
    static let inboxLead = Phrase(
        "identity.inboxLead", zh: "演示环境不真发短信，平台发出的消息都在这里。",
        en: "The demonstration sends no real messages. What the platform would send is here.")
    static let inboxEmpty = Phrase("identity.inboxEmpty", zh: "还没有消息", en: "No messages yet")
    static let inboxEmptyText = Phrase(
        "identity.inboxEmptyText", zh: "登录或者办一件事，消息就会出现在这里。",
        en: "Sign in or apply for something, and messages will appear here.")
    static let inboxTo = Phrase("identity.inboxTo", zh: "发给 {phone}", en: "To {phone}")
    static let reload = Phrase("identity.reload", zh: "看看有没有新的", en: "Check for new ones")

    static let mine = Phrase("identity.mine", zh: "我的", en: "Mine")
    static let greeting = Phrase("identity.greeting", zh: "{name}，您好", en: "Hello, {name}")
    static let myCases = Phrase("identity.myCases", zh: "我的办件", en: "My cases")
    static let allCases = Phrase("identity.allCases", zh: "全部办件", en: "All cases")
    static let noCases = Phrase("identity.noCases", zh: "还没有办过事", en: "Nothing applied for yet")
    static let noCasesText = Phrase(
        "identity.noCasesText", zh: "说说您想办什么，我们帮您找。", en: "Tell us what you need and we will find it.")
    static let find = Phrase("identity.find", zh: "去找一找", en: "Find a service")
    static let allCertificates = Phrase("my.allCertificates", zh: "全部证照，出示证照", en: "All certificates, to show one")
    static let departments = Phrase(
        "my.departments", zh: "部门发的证照，也可以读到这里", en: "Certificates of departments can be read here too")
    static let myCertificates = Phrase("identity.myCertificates", zh: "我的证照", en: "My certificates")
    static let noCertificates = Phrase("identity.noCertificates", zh: "还没有证照", en: "No certificates yet")
    static let noCertificatesText = Phrase(
        "identity.noCertificatesText", zh: "事情办成后，证照会自动放到这里。",
        en: "When something is granted, its certificate appears here.")
    static let certificateValid = Phrase("identity.certificateValid", zh: "有效", en: "Valid")
    static let certificateVoid = Phrase("identity.certificateVoid", zh: "已失效", en: "No longer valid")
    static let issued = Phrase("identity.issued", zh: "签发", en: "issued")
    static let reads = Phrase("identity.reads", zh: "谁查过我的数据", en: "Who read my data")
    static let readsLead = Phrase(
        "identity.readsLead", zh: "每查一次都记一笔，您都能看到。觉得不对，可以打 12345 问清楚。",
        en: "Every look-up is recorded and you see them all. If one seems wrong, call 12345 and ask.")
    static let allReads = Phrase("identity.allReads", zh: "看全部记录", en: "See all")
    static let allData = Phrase("identity.allData", zh: "导出我的全部数据", en: "Take away all my data")
    static let noReads = Phrase("identity.noReads", zh: "还没有人查过您的数据", en: "Nobody has read your data")
    static let noReadsText = Phrase(
        "identity.noReadsText", zh: "您申请办事时，平台会替您去查，那时这里会有记录。",
        en: "When you apply, the platform looks things up for you, and this list shows it.")
    static let readWhen = Phrase("identity.readWhen", zh: "什么时候", en: "When")
    static let readBy = Phrase("identity.readBy", zh: "谁查的", en: "Who")
    static let readWhat = Phrase("identity.readWhat", zh: "查了什么", en: "What")
    static let readWhy = Phrase("identity.readWhy", zh: "为了什么", en: "Why")
}
