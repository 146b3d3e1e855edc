/// 打印 — opens the browser's print window; there only where script runs (every browser's menu prints as well).
package struct PrintButton: Component {
    package init() {}

    package func html(in context: PageContext) -> HTML {
        """
        <button class="button button-secondary" type="button" hidden data-print>\(Icon.print.html)\
        <span>\(context.say(DesignCopy.print))</span></button>
        """
    }
}
