package import Kernel

/// What messages say. Short: an SMS is 70 Chinese characters; nothing in it that a stranger who sees the screen may not know.
package enum NotifyCopy {
    package static let signInCode = Phrase(
        "notify.signInCode",
        zh: "【惠民】您的登录验证码是 {code}，五分钟内有效。工作人员不会向您要验证码。",
        en: "[Huimin] Your sign-in code is {code}, valid for five minutes. Our staff never ask for it.")
    package static let granted = Phrase(
        "notify.granted",
        zh: "【惠民】您申请的“{item}”已经办好，电子证照可在“我的”里查看。办件编号 {number}。",
        en: "[Huimin] Your application “{item}” is granted; the certificate is under “My page”. Case {number}.")
    package static let referred = Phrase(
        "notify.referred",
        zh: "【惠民】您申请的“{item}”由工作人员核对，最晚 {due} 前有结果，不用再跑。办件编号 {number}。",
        en: "[Huimin] Your application “{item}” is with our staff; you will have an answer by {due}. Case {number}.")
    package static let correctionAsked = Phrase(
        "notify.correctionAsked",
        zh: "【惠民】您申请的“{item}”要补一点材料或信息，请在“我的办件”里看清单，一次补齐就行，期间不计时。办件编号 {number}。",
        en: "[Huimin] Your application “{item}” needs something more; see the list under “My cases”. Case {number}.")
    package static let refused = Phrase(
        "notify.refused",
        zh: "【惠民】您申请的“{item}”已有决定，理由、依据和不服怎么办都写在“我的办件”里，也可打 12345 问。办件编号 {number}。",
        en:
            "[Huimin] There is a decision on “{item}”; its reasons and your remedies are under “My cases”. Case {number}."
    )
}
