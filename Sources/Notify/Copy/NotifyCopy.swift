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
}
