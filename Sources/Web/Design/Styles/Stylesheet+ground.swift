extension Stylesheet {
    /// Bare elements: type, links, lists, focus.
    static let ground = """
        *,::before,::after{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0;background:var(--paper);color:var(--ink);font:var(--f-m)/1.7 var(--font);overflow-wrap:anywhere;
        line-break:strict;text-autospace:normal;text-spacing-trim:normal;display:flex;flex-direction:column;
        min-height:100vh}
        main{flex:1;display:block}main:focus{outline:0}
        h1,h2,h3,p,ul,ol,dl,dd,figure,fieldset,table{margin:0;padding:0}
        h1,h2,h3{line-height:1.35;text-wrap:pretty}
        h1{font:700 var(--f-2xl)/1.3 var(--title);letter-spacing:.01em}
        h2{font-size:var(--f-xl)}h3{font-size:var(--f-l)}
        p,li,dd{max-width:40em}
        ul,ol{padding-inline-start:1.4em}
        a{color:var(--brand);text-underline-offset:.22em;text-decoration-thickness:1px}
        a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:3px solid var(--seal);outline-offset:2px;border-radius:var(--round-s)}
        [tabindex="-1"]:focus-visible{outline:0}
        fieldset{border:0;min-width:0}
        button,input,textarea,select{font:inherit;color:inherit;letter-spacing:inherit}
        table{border-collapse:collapse;width:100%}
        svg{display:block}
        .icon{width:1.35em;height:1.35em;flex:none;fill:none;stroke:currentColor;stroke-width:1.7;
        stroke-linecap:round;stroke-linejoin:round}
        code,.source{font-family:ui-monospace,"Cascadia Mono",Consolas,"Noto Sans Mono CJK SC",monospace;font-size:.92em}
        summary{cursor:pointer;min-height:var(--tap);padding-block:var(--s3);font-weight:600;color:var(--brand)}
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}
        .button,.card,input{transition:background-color var(--quick),border-color var(--quick),
        box-shadow var(--quick)}}
        """
}
