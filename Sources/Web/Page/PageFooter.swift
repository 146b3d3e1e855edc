import Kernel

/// 页脚 — our promise, the open pages, and the number by which a fault can be found.
struct PageFooter: Component {
    func html(in context: PageContext) -> HTML {
        var links: [(Phrase, SitePath)] = [
            (LayoutCopy.footerVerify, .verifyForm), (LayoutCopy.footerLog, .log),
            (LayoutCopy.footerResources, .resources), (LayoutCopy.footerAPI, .api), (LayoutCopy.footerDesign, .design),
        ]
        if context.isDemo { links.append((LayoutCopy.inbox, .inbox)) }
        let items = links.map { word, path -> HTML in
            "<li><a href=\"\(path.text)\">\(context.say(word))</a></li>"
        }
        let reference = context.say(LayoutCopy.reference, ["reference": context.requestReference])
        return """
            <footer class="site-footer"><div class="footer-inside"><p class="footer-promise">\
            \(context.say(LayoutCopy.footerPromise))</p><nav aria-label="\(context.say(LayoutCopy.footerMenu))">\
            <ul>\(items)</ul></nav>\(signOut(context))<p>\(reference)</p></div></footer>
            """
    }

    private func signOut(_ context: PageContext) -> HTML? {
        guard context.isSignedIn else { return nil }
        let button = ActionButton(context.say(LayoutCopy.signOut), .quiet)
        return PostForm(.signOut, look: .inline, content: "\(button, in: context)").html(in: context)
    }
}
