/// 图标 — small line drawings of our own on a 24 × 24 grid. They only accompany words and are hidden from screen readers.
package enum Icon: String, CaseIterable, Sendable {
    case arrow, bell, building, card, check, clock, coin, copy, cross, document, download, elder, external, family,
        globe
    case hand, home, info, leaf, lock, pen, phone, pin, print, search, seal, shield, star, steps, user, warning

    package var html: HTML { Icon.drawings[self] ?? .empty }

    private static let drawings: [Icon: HTML] = Dictionary(
        uniqueKeysWithValues: allCases.map { icon in
            (
                icon,
                "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\""
                    + " focusable=\"false\"><path d=\"\(icon.path)\"/></svg>"
            )
        })

    private var path: String {
        switch self {
        case .arrow: "M5 12h14M13 6l6 6-6 6"
        case .bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4"
        case .building: "M3 21h18M5 21V10l7-5 7 5v11M9.5 21v-5h5v5M9 12h.01M15 12h.01"
        case .card: "M3 6h18v12H3zM3 10h18M6.5 14.5h4"
        case .check: "M4.5 12.5l5 5 10-11"
        case .clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 8v4.5l3 2"
        case .coin: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM8.7 7.5L12 12l3.3-4.5M12 12v5M9 12.3h6M9 14.8h6"
        case .copy: "M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4"
        case .cross: "M6 6l12 12M18 6L6 18"
        case .document: "M6 3h8l4.5 4.5V21H6zM14 3v5h4.5M9 12.5h6.5M9 16.5h6.5"
        case .download: "M12 4v11M7 10.5l5 5 5-5M4.5 20h15"
        case .elder: "M3 19L8.5 5 14 19M4.9 14.5h7.2M17.5 8v8M13.5 12h8"
        case .external: "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"
        case .family:
            "M8 4.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2.5 20v-2a5.5 5.5 0 0 1 11 0v2"
                + "M17 9a2.3 2.3 0 1 1 0 4.6A2.3 2.3 0 0 1 17 9zM16 16.6a4.6 4.6 0 0 1 5.5 3.4"
        case .globe:
            "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17"
                + "M12 3.5c5 5 5 12 0 17"
        case .hand:
            "M7 12.5V6a1.6 1.6 0 0 1 3.2 0v5M10.2 11V4.6a1.6 1.6 0 0 1 3.2 0V11"
                + "M13.4 11V5.8a1.6 1.6 0 0 1 3.2 0V14"
                + "M16.6 10a1.6 1.6 0 0 1 3.2 0v4.5c0 4-2.6 6.5-6.4 6.5-3.2 0-4.8-1.4-6.4-4.4L4.4 12.4a1.6 1.6 0 0 "
                + "1 2.6-1.6z"
        case .home: "M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20"
        case .info: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.6h.01"
        case .leaf: "M5 19C5 9 11 4.5 20 4.5 20 14 15 19 8 19M5 20.5c1-5 4-8.5 8.5-10.5"
        case .lock: "M6 10.5h12V20H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14.5v2"
        case .pen: "M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5"
        case .phone:
            "M5 4h4l1.7 4.5-2.2 1.7a12 12 0 0 0 5.3 5.3l1.7-2.2L20 15v4c0 .6-.4 1-1 1A15 15 0 0 1 4 "
                + "5c0-.6.4-1 1-1z"
        case .pin:
            "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z"
                + "M12 7.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6z"
        case .print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"
        case .search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L20.5 20.5"
        case .seal: "M12 3a4 4 0 0 1 2.5 7.1V14h3.5v3H6v-3h3.5v-3.9A4 4 0 0 1 12 3zM6 20.5h12"
        case .shield: "M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5"
        case .star: "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1.1 5.9-5.3-2.9-5.3 2.9 1.1-5.9L3.5 9.7l5.9-.8z"
        case .steps: "M5 5h.01M5 12h.01M5 19h.01M10 5h10M10 12h10M10 19h10"
        case .user: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0"
        case .warning: "M12 4l9 16H3zM12 10v4.5M12 17.3h.01"
        }
    }
}
