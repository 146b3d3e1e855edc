import Kernel

/// 页头 — who we are, search, the person's own page, help, and how the page should be shown.
struct PageHeader: Component {
    let hasSearch: Bool

    func html(in context: PageContext) -> HTML {
        """
        <header class="site-header">\(strip(context))<div class="masthead">\(brand(context))\
        \(hasSearch ? search(context) : nil)\(menu(context))</div></header>
        """
    }

    private func brand(_ context: PageContext) -> HTML {
        """
        <a class="brand" href="\(SitePath.home.text)">\(Emblem.mark)<span><span class="brand-name">\
        \(context.say(LayoutCopy.siteName))</span> <span class="brand-motto">\(context.say(LayoutCopy.siteMotto))</span>\
        </span></a>
        """
    }

    private func strip(_ context: PageContext) -> HTML {
        let demo: HTML? =
            context.isDemo
            ? """
            <p class="demo">\(context.say(LayoutCopy.demo))</p>
            """ : nil
        let other: Language = context.language == .chinese ? .english : .chinese
        let isElder = context.presentation == .elder
        let mode: Presentation = isElder ? .standard : .elder
        let modeWord = context.say(isElder ? LayoutCopy.elderOff : LayoutCopy.elderOn)
        return """
            <div class="strip">\(demo)<nav aria-label="\(context.say(LayoutCopy.settings))">\
            <a href="\(returning(.presentation(mode.rawValue), context))">\(Icon.elder.html)<span>\(modeWord)</span></a>\
            <a href="\(returning(.language(other.rawValue), context))" lang="\(other.htmlTag)">\(Icon.globe.html)\
            <span>\(context.say(LayoutCopy.otherLanguage))</span></a></nav></div>
            """
    }

    private func search(_ context: PageContext) -> HTML {
        let label = context.say(LayoutCopy.searchHint)
        return """
            <form class="site-search" role="search" method="get" action="\(SitePath.search(nil).text)">\
            <input type="search" name="\(FormName.query)" aria-label="\(label)" placeholder="\(label)" maxlength="200">\
            <button type="submit" aria-label="\(context.say(LayoutCopy.searchButton))">\(Icon.search.html)</button></form>
            """
    }

    private func menu(_ context: PageContext) -> HTML {
        let mine: HTML =
            if let name = context.viewerName {
                """
                <a class="menu-mine" href="\((context.isStaff ? SitePath.desk : SitePath.me).text)">\(Icon.user.html)\
                <span>\(context.chinese(name))</span></a>
                """
            } else {
                """
                <a class="menu-mine" href="\(SitePath.signIn(.init(context.path)).text)">\(Icon.user.html)\
                <span>\(context.say(LayoutCopy.signIn))</span></a>
                """
            }
        return """
            <nav class="menu" aria-label="\(context.say(LayoutCopy.mainMenu))">\(mine)\
            <a class="menu-help" href="\("#" + HelpPanel.elementID)">\(Icon.hand.html)\
            <span>\(context.say(LayoutCopy.helpShort))</span></a></nav>
            """
    }

    /// The switch's address with the way back to this page.
    private func returning(_ path: SitePath, _ context: PageContext) -> String {
        path.text + "?" + FormName.returnTo + "=" + PercentCoding.encoded(context.path)
    }
}
