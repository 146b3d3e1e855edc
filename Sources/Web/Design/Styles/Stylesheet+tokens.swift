extension Stylesheet {
    /// 设计变量: colours are the painter's — 宣纸 paper, 墨 ink, 石青 teal, 朱砂 cinnabar, 泥金 gold. Other modes are other
    /// values of the same names. Quotes and dashes that both scripts share are as wide as a character in Chinese fonts: English
    /// takes them from a Latin one.
    static let tokens = """
        :root{
        --paper:#f7f4ec;--surface:#fffdf8;--sunk:#efede3;--ink:#1a2422;--ink-2:#4b5854;--line:#dcd9cb;--edge:#76847f;
        --brand:#0d5c58;--fill:#0d5c58;--fill-2:#0a4845;--on-fill:#fffdf8;--wash:#e3efeb;
        --seal:#a93526;--seal-fill:#b23a2a;--seal-wash:#fae9e3;--gold:#9a7730;
        --good:#1c6a3d;--good-wash:#e2f1e6;--warn:#80500a;--warn-wash:#fbeed3;--info:#1d5681;--info-wash:#e4eef6;
        --deep:#0b4744;--hill-1:#13605b;--hill-2:#0f5551;--sun:#d4604a;
        --k:1;--kh:1;--tap:3rem;
        --font:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;
        --title:"Songti SC","Noto Serif CJK SC","Noto Serif SC","Source Han Serif SC",var(--font);
        --f-s:calc(.9375rem*var(--k));--f-m:calc(1.0625rem*var(--k));--f-l:calc(1.1875rem*var(--k));
        --f-xl:calc(1.4375rem*var(--kh));--f-2xl:calc(1.8125rem*var(--kh));--f-3xl:calc(2.25rem*var(--kh));
        --s1:.25rem;--s2:.5rem;--s3:.75rem;--s4:1rem;--s5:1.5rem;--s6:2.25rem;--s7:3.5rem;
        --round:.625rem;--round-s:.375rem;--gutter:1rem;--quick:.14s;color-scheme:light dark}
        @media (min-width:48rem){:root{--gutter:2rem}}
        @media (prefers-color-scheme:dark){:root{
        --paper:#0f1615;--surface:#172120;--sunk:#1e2a28;--ink:#eaeee9;--ink-2:#b4c1bb;--line:#2e3c39;--edge:#7c8c86;
        --brand:#86d3c6;--fill:#1f7a73;--fill-2:#2a8d85;--on-fill:#fff;--wash:#17332f;
        --seal:#f19a86;--seal-fill:#b8412f;--seal-wash:#3a201b;--gold:#cfae6c;
        --good:#86d3a0;--good-wash:#16301f;--warn:#ecc177;--warn-wash:#35290f;--info:#9accf0;--info-wash:#16293a;
        --deep:#0b2f2d;--hill-1:#134643;--hill-2:#0f3b38;--sun:#a9432f}}
        @media (prefers-contrast:more){:root{--ink-2:var(--ink);--line:var(--edge);--edge:var(--ink)}}
        @font-face{font-family:"Latin marks";unicode-range:U+2013-2014,U+2018-201D,U+2026;src:local("Helvetica Neue"),local("Segoe UI"),
        local("Roboto"),local("Noto Sans"),local("Liberation Sans"),local("DejaVu Sans")}
        :root:lang(en){--font:"Latin marks","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif}
        [data-presentation=elder]{--k:1.5;--kh:1.28;--tap:4rem;--title:var(--font);--s4:1.25rem}
        """
}
