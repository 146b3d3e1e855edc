import Web

/// 山水 — hills, a low sun and water behind the first question. Only lines and areas; hidden from screen readers.
enum Landscape {
    static let scene: HTML = """
        <span class="hero-sun"></span><svg class="hero-scene" viewBox="0 0 1200 300" \
        preserveAspectRatio="xMidYMax slice" aria-hidden="true" \
        focusable="false">\
        <path class="hill-2" d="M0 232C120 176 210 150 300 186s150 46 240 8 \
        170-62 262-18 180 26 250-8 110-28 148-18v150H0z"/>\
        <path class="hill-1" d="M0 262c90-34 190-44 290-14s190 24 300-8 190-38 310-2 190 26 300 0v62H0z"/>\
        <path class="water" d="M70 280h150M260 288h90M420 276h190M700 286h120M880 278h170M1090 288h70M520 292h60"/></svg>
        """
}
