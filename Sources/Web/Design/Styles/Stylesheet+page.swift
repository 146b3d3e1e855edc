extension Stylesheet {
    /// The frame of every page: header, columns, help, footer.
    static let page = """
        .skip{position:absolute;inset-inline-start:1rem;top:-6rem;z-index:9;padding:.8rem 1.2rem;
        background:var(--surface);
        border:2px solid var(--brand);border-radius:var(--round-s)}
        .skip:focus{top:.5rem}
        .site-header{background:var(--surface);border-bottom:1px solid var(--line)}
        .strip{display:flex;flex-wrap:wrap;gap:0 var(--s4);align-items:center;background:var(--sunk);
        padding-inline:max(var(--gutter),calc((100% - 76rem)/2 + var(--gutter)));font-size:var(--f-s)}
        .strip .demo{flex:1 1 auto;font-size:.875em;color:var(--ink-2);padding-block:var(--s1)}
        .strip nav{display:flex;flex-wrap:wrap;gap:0 var(--s5);margin-inline-start:auto}
        .strip a{display:inline-flex;align-items:center;gap:.4em;min-height:2.75rem;color:var(--ink);
        text-decoration:none}
        .strip a:hover span{text-decoration:underline}
        .masthead{display:flex;flex-wrap:wrap;align-items:center;gap:var(--s3) var(--s4);max-width:76rem;
        margin-inline:auto;padding:var(--s3) var(--gutter)}
        .brand{display:flex;align-items:center;gap:.65rem;color:var(--ink);text-decoration:none;margin-inline-end:auto;
        min-height:var(--tap)}
        .emblem{width:2.6rem;height:2.6rem;flex:none}
        .emblem-field{fill:var(--seal-fill)}.emblem-lines{stroke:#fffaf2}
        .brand-name{display:block;font:700 1.25rem/1.25 var(--title);letter-spacing:.04em}
        .brand-motto{display:block;font-size:.8125rem;line-height:1.3;color:var(--ink-2)}
        .menu{display:flex;gap:var(--s2);align-items:center}
        .menu a{display:inline-flex;align-items:center;gap:.35em;min-height:var(--tap);padding-inline:.7em;
        border-radius:99rem;color:var(--ink);text-decoration:none;font-size:var(--f-s);white-space:nowrap}
        .menu a:hover{background:var(--sunk)}
        .menu .menu-help{background:var(--seal-wash);color:var(--seal);font-weight:600}
        .site-search{display:flex;flex:1 1 16rem;max-width:26rem;order:3;border:1px solid var(--edge);
        border-radius:99rem;background:var(--paper)}
        .site-search input{flex:1;min-width:0;border:0;background:none;padding:.3rem 1.1rem;min-height:2.75rem;
        border-radius:99rem}
        .site-search button{border:0;background:none;min-width:3rem;min-height:2.75rem;display:grid;place-items:center;
        color:var(--brand);border-radius:99rem;cursor:pointer}
        @media (max-width:40rem){.site-search{flex-basis:100%;max-width:none}.brand-motto{display:none}
        .menu{gap:0}.menu a{padding-inline:.55em}.menu-mine{max-width:7.5em;overflow:hidden}
        .menu-mine .icon{display:none}.brand{gap:.5rem}.brand-name{font-size:1.125rem;letter-spacing:.02em}.emblem{width:2.25rem;height:2.25rem}}
        @media (min-width:40.01rem){.site-search{order:0}}
        .page{max-width:76rem;margin-inline:auto;padding:var(--s5) var(--gutter) var(--s7)}
        .page-reading{max-width:46rem}
        .page>*+*,.stack>*+*{margin-top:var(--s5)}
        .page-head>*+*{margin-top:var(--s3)}
        .lead{font-size:var(--f-l);color:var(--ink-2)}
        .quiet{color:var(--ink-2);font-size:var(--f-s)}
        .back{display:inline-flex;align-items:center;gap:.4em;min-height:2.75rem;font-size:var(--f-s)}
        .back .icon{transform:scaleX(-1)}
        .page>.section:first-child{border-top:0;padding-top:0}
        .section{border-top:1px solid var(--line);padding-top:var(--s5)}
        .section>*+*{margin-top:var(--s4)}
        .columns{display:grid;gap:var(--s5) var(--s6)}
        .columns>*{min-width:0}
        .columns>*>*+*{margin-top:var(--s5)}
        @media (min-width:60rem){.columns{grid-template-columns:minmax(0,1fr) 21rem}
        .columns>.aside{grid-area:1/2/span 2;align-self:start;position:sticky;top:1rem}.only-narrow{display:none}}
        .stack-near>*+*{margin-top:var(--s3)}
        .grid{display:grid;grid-template-columns:minmax(0,1fr);gap:var(--s3)}
        @media (min-width:48rem){.grid{grid-template-columns:repeat(2,minmax(0,1fr));gap:var(--s4)}}
        .panel{background:var(--surface);border:1px solid var(--line);border-radius:var(--round);
        padding:var(--s5) var(--s4)}
        .panel>*+*{margin-top:var(--s3)}
        .panel h2{font-size:var(--f-l)}
        @media (min-width:48rem){.panel{padding:var(--s5)}}
        .help{background:var(--surface);border-top:3px solid var(--seal-fill);padding:var(--s6) var(--gutter)}
        .help>*{max-width:72rem;margin-inline:auto}
        .help-ways{display:grid;gap:var(--s4);list-style:none;padding:0;margin-top:var(--s4)}
        @media (min-width:48rem){.help-ways{grid-template-columns:repeat(3,1fr);gap:var(--s5)}}
        .help li{display:flex;gap:var(--s3)}
        .help li>.icon{width:1.8em;height:1.8em;color:var(--seal)}
        .help-title{font-weight:700;font-size:var(--f-l)}
        .help-call{display:inline-flex;align-items:center;min-height:2.75rem;color:var(--seal)}
        .help:target{animation:notice 1.6s}
        @keyframes notice{0%,60%{background:var(--seal-wash)}}
        .site-footer{background:var(--sunk);font-size:var(--f-s);color:var(--ink-2)}
        .footer-inside{max-width:76rem;margin-inline:auto;padding:var(--s5) var(--gutter);display:grid;gap:var(--s3)}
        .site-footer ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:0 var(--s5)}
        .site-footer a{display:inline-flex;align-items:center;min-height:2.75rem;color:var(--ink)}
        .footer-promise{font-weight:600;color:var(--ink)}
        """

    /// The first screen: the question, the landscape behind it, and what comes after.
    static let home = """
        .hero{position:relative;overflow:hidden;background:var(--deep);color:#fdfaf1;isolation:isolate}
        .hero-scene{position:absolute;z-index:-1;inset:auto 0 0;width:100%;height:100%;min-height:11rem}
        .hill-1{fill:var(--hill-1)}.hill-2{fill:var(--hill-2)}
        .hero-sun{position:absolute;z-index:-2;inset:2.4rem 1.6rem auto auto;width:3.6rem;height:3.6rem;
        border-radius:50%;
        background:var(--sun)}
        .water{fill:none;stroke:#fdfaf1;stroke-opacity:.2;stroke-width:1.2;stroke-linecap:round}
        .hero-inside{max-width:76rem;margin-inline:auto;padding:var(--s6) var(--gutter) calc(var(--s7)*1.4)}
        .hero-inside>*+*{margin-top:var(--s4)}
        .hero .ask{max-width:42rem}
        @media (min-width:60rem){.hero-inside{padding-top:var(--s7)}
        .hero-sun{inset:24% 15% auto auto;width:6.5rem;height:6.5rem}}
        .hero h1{font-size:var(--f-3xl)}
        .hero :focus-visible{outline-color:#ffd9a0}
        .ask{display:flex;gap:var(--s2);background:#fffdf8;border-radius:var(--round);padding:.35rem;color:#1a2422}
        .ask input{flex:1;min-width:0;border:0;background:none;min-height:3.5rem;padding-inline:1rem;
        font-size:var(--f-l)}
        .ask input::placeholder,.site-search input::placeholder{color:#5f6b66;opacity:1}
        .ask button{flex:none;border:0;border-radius:var(--round-s);background:#b23a2a;color:#fff;font-weight:700;
        padding-inline:1.5em;min-height:3.5rem;cursor:pointer}
        .ask button:hover{background:#982d1f}
        .examples{display:flex;flex-wrap:wrap;gap:var(--s2);list-style:none;padding:0;font-size:var(--f-s)}
        .examples a{display:inline-flex;align-items:center;min-height:2.75rem;padding-inline:1em;border-radius:99rem;
        border:1px solid rgb(253 250 241/.45);background:var(--deep);color:#fdfaf1;text-decoration:none}
        .examples a:hover{background:#fdfaf1;color:#0b4744}
        .promises{display:grid;gap:var(--s5);list-style:none;padding:0}
        @media (min-width:48rem){.promises{grid-template-columns:repeat(3,1fr);gap:var(--s6)}}
        .promises li{border-top:2px solid var(--brand);padding-top:var(--s3)}
        .promises h3{font-family:var(--title)}
        .promises p{color:var(--ink-2);margin-top:var(--s1)}
        @media (prefers-color-scheme:dark){.site-search input::placeholder{color:#a3b0aa}}
        """
}
