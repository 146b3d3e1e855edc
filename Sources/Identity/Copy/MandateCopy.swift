package import Kernel

/// Words of mandates.
enum MandateCopy {
    static let title = Phrase("mandate.title", zh: "委托和家人", en: "Mandates and family")
    static let lead = Phrase(
        "mandate.lead", zh: "让信得过的人替您看、替您出示，也可以替孩子和委托您的人办。谁做了什么，双方都看得到，随时可以撤销。",
        en: "Let somebody you trust act for you, or act for your child. Both sides see what is done; either can end it."
    )
    static let give = Phrase("mandate.give", zh: "委托别人", en: "Give a mandate")
    static let offers = Phrase("mandate.offers", zh: "等您确认的委托", en: "Waiting for your answer")
    static let offersWaiting = Phrase(
        "mandate.offersWaiting", zh: "有人请您代办，等您确认", en: "Somebody asks you to act for them")
    static let look = Phrase("mandate.look", zh: "去看看", en: "See it")
    static let given = Phrase("mandate.given", zh: "我委托的人", en: "Who may act for me")
    static let noneGiven = Phrase("mandate.noneGiven", zh: "没有委托过别人。", en: "You have given no mandate.")
    static let held = Phrase("mandate.held", zh: "委托我的人", en: "For whom I may act")
    static let noneHeld = Phrase("mandate.noneHeld", zh: "没有人委托您。", en: "Nobody has given you one.")
    static let children = Phrase("mandate.children", zh: "我的孩子", en: "My children")
    static let childrenLead = Phrase(
        "mandate.childrenLead", zh: "父母替未满十八周岁的孩子保管证照、看办件，不用委托书。我们按户籍登记的父母关系核对，每年核对一次。",
        en: "Parents act for a child under 18 without a paper. The population register is asked who the parents are.")
    static let addChild = Phrase("mandate.addChild", zh: "添加孩子", en: "Add a child")
    static let childName = Phrase("mandate.childName", zh: "孩子的姓名", en: "The child's name")
    static let childNumber = Phrase("mandate.childNumber", zh: "孩子的身份证号", en: "The child's ID number")

    static let newLead = Phrase(
        "mandate.newLead", zh: "这是一份书面委托：写明给谁、做什么、到哪天。对方登录后确认才生效，您随时可以撤销。",
        en: "A mandate in writing: to whom, for what, until when. It counts once the other side has accepted it.")
    static let agentName = Phrase("mandate.agentName", zh: "受托人的姓名", en: "The other person's name")
    static let agentNumber = Phrase("mandate.agentNumber", zh: "受托人的身份证号", en: "The other person's ID number")
    static let agentHint = Phrase(
        "mandate.agentHint", zh: "姓名和号码都要和对方身份证上的一样，否则对方看不到。我们不会告诉您对方是否在这里登录过。",
        en: "Both as on their identity card, or they will not see it. We do not tell whether they are known here.")
    static let powers = Phrase("mandate.powers", zh: "让对方做什么", en: "What they may do")
    static let powerCertificates = Phrase(
        "mandate.powerCertificates", zh: "看我的证照，代我出示", en: "See my certificates and show them for me")
    static let powerCases = Phrase("mandate.powerCases", zh: "看我的办件办到哪一步", en: "See how my cases stand")
    static let matter = Phrase("mandate.matter", zh: "委托事项", en: "What for")
    static let matterCertificates = Phrase(
        "mandate.matterCertificates", zh: "查看证照、代为出示", en: "See certificates and show them")
    static let matterCases = Phrase("mandate.matterCases", zh: "查看办件进度", en: "See how cases stand")
    static let yourTurn = Phrase("mandate.yourTurn", zh: "等您确认", en: "Waits for you")
    static let types = Phrase("mandate.types", zh: "哪些证照", en: "Which certificates")
    static let allTypes = Phrase(
        "mandate.allTypes", zh: "全部证照，以后新办的也在内；从部门读来的不在内",
        en: "All, later ones too; not those read from departments")
    static let someTypes = Phrase("mandate.someTypes", zh: "只有下面勾选的", en: "Only those ticked below")
    static let everyType = Phrase("mandate.everyType", zh: "全部证照", en: "All certificates")
    static let from = Phrase("mandate.from", zh: "从哪天开始", en: "First day")
    static let until = Phrase("mandate.until", zh: "到哪天为止", en: "Last day")
    static let untilHint = Phrase("mandate.untilHint", zh: "最长三年。", en: "Three years at most.")
    static let confirm = Phrase("mandate.confirm", zh: "我确认委托", en: "I give this mandate")

    static let principal = Phrase("mandate.principal", zh: "委托人", en: "From")
    static let agent = Phrase("mandate.agent", zh: "受托人", en: "To")
    static let child = Phrase("mandate.child", zh: "孩子", en: "Child")
    static let parent = Phrase("mandate.parent", zh: "父母", en: "Parent")
    static let term = Phrase("mandate.term", zh: "期限", en: "Term")
    static let days = Phrase("mandate.days", zh: "{from}至{until}", en: "{from} to {until}")
    static let accept = Phrase("mandate.accept", zh: "接受委托", en: "Accept")
    static let decline = Phrase("mandate.decline", zh: "不接受", en: "Decline")
    static let revoke = Phrase("mandate.revoke", zh: "撤销委托", en: "Revoke")
    static let giveUp = Phrase("mandate.giveUp", zh: "不再代办", en: "Give it up")
    static let toCertificates = Phrase("mandate.toCertificates", zh: "看证照", en: "Certificates")
    static let toCases = Phrase("mandate.toCases", zh: "看办件", en: "Cases")
    static let earlier = Phrase("mandate.earlier", zh: "已经结束的", en: "Earlier ones")
    static let tellThem = Phrase(
        "mandate.tellThem", zh: "请告诉对方：登录后在“我的”里确认。三十天内没有确认，这份委托作废。",
        en: "Tell them to sign in and accept it under “Mine” within 30 days.")

    static let deeds = Phrase("mandate.deeds", zh: "做过什么", en: "What was done")
    static let when = Phrase("mandate.when", zh: "时间", en: "When")
    static let who = Phrase("mandate.who", zh: "谁", en: "Who")
    static let what = Phrase("mandate.what", zh: "做了什么", en: "What")

    static let offered = Phrase("mandate.offered", zh: "等对方确认", en: "Waiting for an answer")
    static let lapsed = Phrase("mandate.lapsed", zh: "没有确认，已作废", en: "Lapsed unanswered")
    static let coming = Phrase("mandate.coming", zh: "还没有开始", en: "Begins later")
    static let inForce = Phrase("mandate.inForce", zh: "有效", en: "In force")
    static let ended = Phrase("mandate.ended", zh: "已到期", en: "Ended")
    static let declined = Phrase("mandate.declined", zh: "对方没有接受", en: "Declined")
    static let revoked = Phrase("mandate.revoked", zh: "已撤销", en: "Revoked")

    static let didOffer = Phrase("mandate.didOffer", zh: "提出委托", en: "Gave the mandate")
    static let didEstablish = Phrase("mandate.didEstablish", zh: "按户籍登记确认了父母关系", en: "Confirmed by the register")
    static let didAccept = Phrase("mandate.didAccept", zh: "接受委托", en: "Accepted it")
    static let didDecline = Phrase("mandate.didDecline", zh: "没有接受", en: "Declined it")
    static let didRevoke = Phrase("mandate.didRevoke", zh: "撤销了", en: "Ended it")
    static let sawCertificates = Phrase("mandate.sawCertificates", zh: "看了有哪些证照", en: "Saw the list of certificates")
    static let sawCertificate = Phrase("mandate.sawCertificate", zh: "看了证照", en: "Saw a certificate")
    static let showedCertificate = Phrase("mandate.showedCertificate", zh: "代为出示证照", en: "Showed a certificate")
    static let sawCases = Phrase("mandate.sawCases", zh: "看了办件", en: "Saw the cases")
}

extension MandatePower {
    /// In the words of who gives it.
    var offerWords: Phrase {
        switch self {
        case .certificates: MandateCopy.powerCertificates
        case .cases: MandateCopy.powerCases
        }
    }

    /// In the words of either side.
    package var words: Phrase {
        switch self {
        case .certificates: MandateCopy.matterCertificates
        case .cases: MandateCopy.matterCases
        }
    }
}

extension Mandate.Standing {
    package var words: Phrase {
        switch self {
        case .offered: MandateCopy.offered
        case .lapsed: MandateCopy.lapsed
        case .coming: MandateCopy.coming
        case .inForce: MandateCopy.inForce
        case .ended: MandateCopy.ended
        case .declined: MandateCopy.declined
        case .revoked: MandateCopy.revoked
        }
    }
}

extension MandateDeed.Kind {
    var words: Phrase {
        switch self {
        case .offered: MandateCopy.didOffer
        case .established: MandateCopy.didEstablish
        case .accepted: MandateCopy.didAccept
        case .declined: MandateCopy.didDecline
        case .revoked: MandateCopy.didRevoke
        case .sawCertificates: MandateCopy.sawCertificates
        case .sawCertificate: MandateCopy.sawCertificate
        case .sawCases: MandateCopy.sawCases
        case .showedCertificate: MandateCopy.showedCertificate
        }
    }
}
