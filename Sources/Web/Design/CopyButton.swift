/// 复制 — copies an address or a number; there only where the browser can do it.
package struct CopyButton: Component {
    let label: String
    let text: String

    package init(_ label: String, copying text: String) {
        self.label = label
        self.text = text
    }

    package func html(in context: PageContext) -> HTML {
        """
        <button class="button button-quiet" type="button" hidden data-copy="\(text)" \
        data-copied="\(context.say(DesignCopy.copied))">\(Icon.copy.html)<span>\(label)</span></button>
        """
    }
}
