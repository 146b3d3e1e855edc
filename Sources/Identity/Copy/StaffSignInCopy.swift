import Kernel

/// Words of the staff's sign-in.
enum StaffSignInCopy {
    static let title = Phrase("staffSignIn.title", zh: "工作人员登录", en: "Staff sign-in")
    static let lead = Phrase(
        "staffSignIn.lead", zh: "填姓名和工号，验证码发到您岗位登记的手机。",
        en: "Enter your name and staff number. A code goes to the phone of your post.")
    static let staffID = Phrase("staffSignIn.staffID", zh: "工号", en: "Staff number")
    static let staffIDHint = Phrase("staffSignIn.staffIDHint", zh: "在工作证上，例如 JD01", en: "On your staff card, e.g. JD01")
    static let purpose = Phrase(
        "staffSignIn.purpose", zh: "您办的每一步都会署名记录。", en: "Every step that you take is recorded under your name.")
    static let codeSent = Phrase(
        "staffSignIn.codeSent", zh: "如果姓名和工号一致，验证码已发到岗位登记的手机上，{minutes} 分钟内有效。",
        en:
            "If name and number go together, a code is on its way to the phone of your post. It is good for {minutes} minutes."
    )
    static let resident = Phrase("staffSignIn.resident", zh: "我是来办事的", en: "I am here to apply for something")
    static let demoPosts = Phrase("staffSignIn.demoPosts", zh: "演示用的岗位（都是虚构的）", en: "Demo posts (all invented)")
    static let office = Phrase("staffSignIn.office", zh: "机关", en: "Office")
}
