extension Stylesheet {
    /// 长辈模式, forced colours.
    static let modes = """
        [data-presentation=elder] body{line-height:1.6}
        [data-presentation=elder] .strip a,[data-presentation=elder] .button-quiet,
        [data-presentation=elder] .site-footer a,
        [data-presentation=elder] .help-call,[data-presentation=elder] .examples a,[data-presentation=elder] .back
        {min-height:3.75rem}
        [data-presentation=elder] .strip{background:var(--fill);justify-content:center}
        [data-presentation=elder] .strip a{color:var(--on-fill)}
        [data-presentation=elder] .strip .demo{display:none}
        [data-presentation=elder] .strip nav{margin:0}
        [data-presentation=elder] .strip .icon,[data-presentation=elder] .site-search,
        [data-presentation=elder] .brand-motto,
        [data-presentation=elder] .spare{display:none}
        [data-presentation=elder] .brand-name{font-size:1.6rem}
        [data-presentation=elder] .menu{width:100%}
        [data-presentation=elder] .menu a{flex:1;justify-content:center;font-size:var(--f-m);max-width:none;
        border:2px solid currentColor;border-radius:var(--round);margin-inline-end:var(--s2)}
        [data-presentation=elder] .menu .menu-help{background:var(--seal-fill);color:#fff;
        border-color:var(--seal-fill);
        margin:0}
        [data-presentation=elder] .button{width:100%;min-height:4.25rem}
        [data-presentation=elder] .button-quiet{width:auto}
        [data-presentation=elder] .ask{flex-direction:column}
        [data-presentation=elder] .hero-sun,[data-presentation=elder] .hero-scene{display:none}
        [data-presentation=elder] .tag{white-space:normal}
        [data-presentation=elder] .card-icon,[data-presentation=elder] .card>.icon{display:none}
        [data-presentation=elder] .hero-inside{padding-bottom:var(--s6)}
        [data-presentation=elder] .glance{grid-template-columns:1fr}
        [data-presentation=elder] .steps li:not(.step-current){display:none}
        [data-presentation=elder] .step-position{display:block}
        [data-presentation=elder] .question label{min-width:4em}
        [data-presentation=elder] .certificate,[data-presentation=elder] .certificate-text{font-size:1.375rem}
        @media (min-width:48rem){[data-presentation=elder] .menu{width:auto}
        [data-presentation=elder] .button{width:auto}
        [data-presentation=elder] .ask{flex-direction:row}}
        @media (forced-colors:active){.button,.tag,.callout,.card,.panel,.fact-grade{border:1px solid}
        .timeline-done>.timeline-mark,.timeline-current>.timeline-mark::after{forced-color-adjust:none}}
        """

    /// On paper: the content alone, in black on white.
    static let print = """
        @media print{@page{size:A4;margin:16mm}
        :root{--paper:#fff;--surface:#fff;--sunk:#fff;--ink:#000;--ink-2:#333;--line:#999;--brand:#0b4744;--k:.94;
        --kh:.94;
        color-scheme:light}
        .site-header,.site-footer,.help,.skip,.actions,.steps,.live,.no-print,.back,.button,
        form{display:none!important}
        details::details-content{content-visibility:visible;block-size:auto}
        .page{padding:0;max-width:none}
        .columns{display:block}.columns>*+*{margin-top:1.5rem}
        a{color:inherit;text-decoration:none}
        .panel,.card,.callout,.fact,.timeline>li{break-inside:avoid}
        .certificate{box-shadow:none;border:1px solid #9a7730;break-inside:avoid;print-color-adjust:exact;
        -webkit-print-color-adjust:exact}}
        """
}
