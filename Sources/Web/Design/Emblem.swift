/// 徽标 — the platform's own mark: 惠 cut as a seal, a roof over fields over a heart. Drawn here, owes nothing to state
/// emblems, and reads at 24 px.
package enum Emblem {
    /// The mark alone; hidden from screen readers, since the platform's name stands beside it.
    package static let mark: HTML = """
        <svg class="emblem" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">\
        <rect class="emblem-field" fill="#b23a2a" x="1" y="1" width="46" height="46" rx="9"/>\
        <g class="emblem-lines" fill="none" stroke="#fffaf2" stroke-width="2.7" stroke-linecap="round" \
        stroke-linejoin="round">\(strokes)</g></svg>
        """

    /// The strokes alone, as a seal shows them.
    static let lines: HTML = "<g class=\"seal-mark\">\(strokes)</g>"

    /// The mark as a file of its own: the browser tab's icon.
    static let file: HTML = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\">\(mark)</svg>"

    private static let strokes: HTML = """
        <path d="M11 10.5h26M24 6v21.5M15.5 15h17v8.5h-17zM15.5 19.2h17M10.5 28h20.5M31 24.8l3.6 3.4"/>\
        <path d="M12.6 33.2l-2.4 6.2M19 32.6v5.6q0 3.3 3.4 3.3h5.4q3.6 0 3.8-3.6M24.4 32l1.6 3.8M34.4 32.4l3.8 5.6"/>
        """
}
