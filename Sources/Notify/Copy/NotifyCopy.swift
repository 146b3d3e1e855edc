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
    package static let reviewAnswered = Phrase(
        "notify.reviewAnswered",
        zh: "【惠民】您要求由人复核的“{item}”有答复了，请在“我的办件”里看。办件编号 {number}。",
        en: "[Huimin] An officer has answered your question about “{item}”; see “My cases”. Case {number}.")
    package static let disputeAnswered = Phrase(
        "notify.disputeAnswered",
        zh: "【惠民】您办“{item}”时说不对的信息，部门核对后有了答复，请在“我的办件”里看。办件编号 {number}。",
        en: "[Huimin] The department has answered what you said is wrong in “{item}”; see “My cases”. Case {number}.")

    package static let certificateChanged = Phrase(
        "notify.certificateChanged",
        zh: "【惠民】您的“{item}”{change}。原因和不服怎么办请在“我的证照”里看，也可打 12345 问。证照编号 {number}。",
        en: "[Huimin] Your “{item}”: {change}. See “My certificates” for why and what you can do. No. {number}.")

    package static let forwarded = Phrase(
        "notify.forwarded",
        zh: "【惠民】您申请的“{item}”已收件，正送往户籍所在地办理，最晚 {due} 前有结果，不用回去跑。办件编号 {number}。",
        en: "[Huimin] Your application “{item}” goes to the city of your household; an answer by {due}. Case {number}.")
    package static let returned = Phrase(
        "notify.returned",
        zh: "【惠民】您申请的“{item}”送往办理地时遇到问题，工作人员正在处理，您不用重新申请。办件编号 {number}。",
        en: "[Huimin] Your application “{item}” has met a problem on its way; our staff see to it. Case {number}.")
    package static let certificateShownForYou = Phrase(
        "notify.certificateShownForYou",
        zh: "【惠民】{agent}代您出示了“{item}”。给谁看、看了什么请在“我的证照”里看；不该出示的，请在“委托和家人”里撤销委托。证照编号 {number}。",
        en:
            "[Huimin] {agent} has shown your “{item}” for you. See “My certificates”, or revoke the mandate. No. {number}."
    )

    /// Of a department's data, which have no number and no page of their own.
    package static let dataShownForYou = Phrase(
        "notify.dataShownForYou",
        zh: "【惠民】{agent}代您出示了“{item}”的部门数据。给谁看、看了什么请在“谁查过我的数据”里看；不该出示的，请在“委托和家人”里撤销委托。",
        en:
            "[Huimin] {agent} has shown what a department says of your “{item}”. See “Who read my data”, or revoke the mandate."
    )

    package static let carrierSent = Phrase(
        "notify.carrierSent", zh: "短信已交给运营商，请看手机。", en: "The carrier has taken the message; look at the phone.")
    static let carrierUnreachable = Phrase(
        "notify.carrierUnreachable", zh: "连不上短信平台，或它自己出了故障。请检查网络，过几分钟再试。",
        en: "The carrier cannot be reached or is in disorder. Check the network and try again in a few minutes.")
    static let carrierTimedOut = Phrase(
        "notify.carrierTimedOut", zh: "短信平台没有给出明确答复，短信可能已经发出。请先看手机，再决定是否重发。",
        en:
            "The carrier gave no clear answer in time; the message may have gone out. Look at the phone before sending again."
    )
    static let carrierTooMany = Phrase(
        "notify.carrierTooMany", zh: "短信平台限制了发送频率（{code}）。请稍后再试，或在平台控制台放宽限制。",
        en: "The carrier limits how often messages go out ({code}). Wait, or raise the limit in its console.")
    static let carrierRecipient = Phrase(
        "notify.carrierRecipient", zh: "这个手机号收不了短信（{code}）。请核对号码，或问问机主是否退订过。",
        en: "This phone takes no messages ({code}). Check the number, or ask its owner about having opted out.")
    static let carrierSetup = Phrase(
        "notify.carrierSetup", zh: "短信平台不接受我们的账户、密钥、签名、模板或余额（{code}）。请按 docs/operations.md 逐项核对。",
        en:
            "The carrier does not accept our account, key, signature, template or balance ({code}). See docs/operations.md."
    )
    static let carrierMalformed = Phrase(
        "notify.carrierMalformed", zh: "短信平台的答复看不懂。请核对接口地址。",
        en: "The carrier's answer makes no sense. Check the address of its interface.")
}
