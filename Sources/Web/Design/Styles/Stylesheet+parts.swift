extension Stylesheet {
    /// Callouts, cards, lists, tables, empty states.
    static let parts = """
        .callout{display:flex;gap:var(--s3);padding:var(--s4);border-radius:var(--round);background:var(--info-wash);
        border-inline-start:5px solid var(--info)}
        .callout>.icon{color:var(--info);width:1.7em;height:1.7em}
        .callout>div{min-width:0;flex:1}
        .callout>div>*+*{margin-top:var(--s2)}
        .callout-title{font-weight:700}
        .callout-body>*+*{margin-top:var(--s2)}
        .callout-success{background:var(--good-wash);border-color:var(--good)}.callout-success>.icon{color:var(--good)}
        .callout-warning{background:var(--warn-wash);border-color:var(--warn)}.callout-warning>.icon{color:var(--warn)}
        .callout-error{background:var(--seal-wash);border-color:var(--seal)}.callout-error>.icon{color:var(--seal)}
        .card{background:var(--surface);border:1px solid var(--line);border-radius:var(--round);padding:var(--s4)}
        .card-link{position:relative;display:flex;gap:var(--s3)}
        .card-link:hover{border-color:var(--brand);box-shadow:0 2px 10px rgb(11 71 68/.09)}
        .card-main{flex:1;min-width:0}
        .card-main>*+*{margin-top:var(--s1)}
        .card-title{font-size:var(--f-l)}
        .card-title a{text-decoration:none;color:var(--ink)}
        .card-title a::after{content:"";position:absolute;inset:0;border-radius:var(--round)}
        .card-title a:focus-visible{outline:0}
        .card-link:focus-within:has(:focus-visible){outline:3px solid var(--seal);outline-offset:2px}
        .card-text{color:var(--ink-2)}
        .card-tags{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s2)}
        .card>.icon{color:var(--brand);align-self:center}
        .card-icon{display:grid;place-items:center;width:2.75rem;height:2.75rem;flex:none;
        border-radius:var(--round-s);background:var(--wash);color:var(--brand)}
        .summary>div{display:grid;gap:0 var(--s5);padding-block:var(--s3);border-bottom:1px solid var(--line)}
        .summary>div:last-child{border-bottom:0}
        .summary dt{color:var(--ink-2)}
        .summary dd{font-weight:500}
        .panel>.summary>div:first-child{padding-top:0}.panel>.summary:last-child>div:last-child{padding-bottom:0}
        .aside .summary>div{grid-template-columns:1fr}
        .summary dd>.button{margin-inline-end:var(--s3);min-height:0}
        @media (min-width:36rem){.summary>div{grid-template-columns:minmax(7em,30%) 1fr}}
        .glance{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1px;background:var(--line);
        border:1px solid var(--line);border-radius:var(--round);overflow:hidden}
        .glance>div{background:var(--surface);padding:var(--s3) var(--s4)}
        .glance dt{color:var(--ink-2);font-size:var(--f-s)}
        .glance dd{font-weight:700;font-size:var(--f-l);line-height:1.45}
        @media (min-width:48rem){.glance{grid-template-columns:repeat(4,minmax(0,1fr))}}
        .money b{font-size:1.15em;font-variant-numeric:tabular-nums}
        .money-large{font-size:var(--f-xl);font-weight:600}
        .money-large b{font:700 2em/1.1 var(--title);color:var(--brand);margin-inline:.08em}
        .table caption{text-align:start;font-weight:700;padding-bottom:var(--s2)}
        .table th,.table td{text-align:start;padding:.7em .8em .7em 0;border-bottom:1px solid var(--line);
        vertical-align:top}
        .table th{color:var(--ink-2);font-weight:500;font-size:var(--f-s)}
        .cell-name{display:none}
        @media (max-width:40rem){.table thead{position:absolute;clip-path:inset(50%);height:1px;width:1px;
        overflow:hidden}
        .table,.table caption:not(.unseen),.table tbody,.table tr,.table td{display:block}
        .table tr{border-bottom:1px solid var(--line);padding-block:var(--s3)}
        .table td{display:flex;gap:var(--s4);border:0;padding:.15em 0}
        .cell-name{display:block;flex:0 0 5.5em;color:var(--ink-2)}}
        .empty{text-align:center;padding:var(--s6) var(--s4);border:1px dashed var(--edge);border-radius:var(--round);
        display:grid;justify-items:center;gap:var(--s2)}
        .empty-mark .icon{width:3rem;height:3rem;stroke-width:1.1;color:var(--brand)}
        .empty-title{font-weight:700;font-size:var(--f-l)}
        .empty .actions{margin-top:var(--s3);justify-content:center}
        .plain-list{list-style:none;padding:0}
        .plain-list>li{display:flex;gap:var(--s3);padding-block:var(--s3);border-bottom:1px solid var(--line)}
        .plain-list>li:last-child{border-bottom:0}
        .plain-list>li>.icon{color:var(--brand);margin-top:.15em}
        .plain-list>li>div{min-width:0}
        .disclosure{border:1px solid var(--line);border-radius:var(--round);background:var(--surface);
        padding-inline:var(--s4)}
        .disclosure>div{padding-bottom:var(--s4)}
        .button[hidden]{display:none}
        .question{border:1px solid var(--line);border-radius:var(--round);padding:var(--s3) var(--s4);
        background:var(--surface)}
        .question legend{float:inline-start;width:100%;font-weight:600;padding-bottom:var(--s2)}
        .question input{position:absolute;opacity:0}
        .answers{clear:both;display:grid;gap:var(--s2)}
        .answer{position:relative}
        .question label{display:flex;align-items:center;min-height:var(--tap);padding:.4em 1em;
        border:2px solid var(--edge);border-radius:var(--round);cursor:pointer}
        .question input:checked+label{border-color:var(--brand);background:var(--wash);font-weight:700}
        .question input:focus-visible+label{outline:3px solid var(--seal);outline-offset:2px}
        .answer [role=status]>p{display:none;padding:var(--s2) 1em var(--s3)}
        .answer input:checked~[role=status]>p{display:block}
        .apply-bar{background:var(--surface);border:1px solid var(--line);border-radius:var(--round);padding:var(--s4)}
        .apply-bar>*+*{margin-top:var(--s3)}
        .apply-bar .button{width:100%}
        @media (max-width:59.99rem){html:has(.apply-bar){scroll-padding-bottom:8rem}
        .columns>.apply-bar{position:sticky;bottom:0;z-index:2;margin-inline:calc(-1*var(--gutter));border-radius:0;
        border-width:1px 0 0;padding:var(--s3) var(--gutter);box-shadow:0 -4px 18px rgb(11 71 68/.1)}
        .apply-bar .spare-narrow{display:none}}
        .mark,mark{background:var(--warn-wash);color:inherit;border-bottom:2px solid var(--gold)}
        .levels{display:grid;gap:var(--s2)}
        .checkpoint{white-space:pre-wrap;background:var(--sunk);padding:var(--s4);border-radius:var(--round);
        overflow-wrap:anywhere}
        .message{border:1px solid var(--line);border-radius:var(--round) var(--round) var(--round) 0;padding:var(--s4);
        background:var(--surface)}
        .big-code{font-size:var(--f-xl);font-weight:700;letter-spacing:.12em;font-variant-numeric:tabular-nums}
        .swatches{display:grid;grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:var(--s3);list-style:none;
        padding:0}
        .swatches svg{width:100%;height:3.5rem;border:1px solid var(--line);border-radius:var(--round-s)}
        """

    /// Values that we hold.
    static let facts = """
        .facts{border:1px solid var(--line);border-radius:var(--round);background:var(--surface);overflow:hidden}
        .fact{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s4);justify-content:space-between;align-items:center;
        padding:var(--s3) var(--s4);border-bottom:1px solid var(--line)}
        .facts>.fact:last-child{border-bottom:0}
        .fact-main{flex:1 1 14rem;min-width:0}
        .fact-label{color:var(--ink-2);font-size:var(--f-s)}
        .fact-value{font-weight:600;font-size:var(--f-l);line-height:1.5}
        .fact-source{display:flex;gap:.4em;color:var(--ink-2);font-size:.875em}
        .fact-source .icon{width:1.15em;height:1.15em;margin-top:.28em;color:var(--good)}
        .fact-grade{display:inline-block;min-width:1.5em;text-align:center;border:1px solid currentColor;
        border-radius:3px;
        font-size:.82em;line-height:1.4;font-weight:700}
        .fact-disputed{background:var(--warn-wash)}
        .fact-missing .fact-value{font-weight:400;color:var(--warn)}
        .fact-correction{flex:1 1 100%;border-top:1px dashed var(--edge);padding-top:var(--s3)}
        """

    /// Steps of a form and the progress of a case.
    static let progress = """
        .step-position{display:none}
        .steps ol{display:flex;gap:var(--s2);list-style:none;padding:0}
        .steps li{flex:1;display:flex;flex-wrap:wrap;align-items:center;gap:var(--s1) .5em;
        border-top:4px solid var(--line);
        padding-top:var(--s2);color:var(--ink-2);font-size:var(--f-s)}
        .steps .step-done{border-color:var(--brand)}
        .steps .step-current{border-color:var(--seal-fill);color:var(--ink);font-weight:700}
        .step-mark{display:grid;place-items:center;min-width:1.6em;height:1.6em;border:1.5px solid currentColor;
        border-radius:50%;font-size:.9em;line-height:1}
        .step-mark .icon{width:1em;height:1em;stroke-width:3}
        .step-done .step-mark{color:var(--brand)}
        .timeline{list-style:none;padding:0}
        .timeline>li{position:relative;display:flex;gap:var(--s4);padding-bottom:var(--s5);max-width:none}
        .timeline>li:last-child{padding-bottom:0}
        .timeline>li::before{content:"";position:absolute;inset:1.6em auto -.2em .8em;
        border-inline-start:2px solid var(--line)}
        .timeline>li:last-child::before{display:none}
        .timeline>.timeline-done::before{border-color:var(--brand)}
        .timeline-mark{position:relative;flex:none;display:grid;place-items:center;width:1.7em;height:1.7em;
        border-radius:50%;border:2px solid var(--edge);background:var(--surface)}
        .timeline-mark .icon{width:1.05em;height:1.05em;stroke-width:3}
        .timeline-done>.timeline-mark{background:var(--fill);border-color:var(--fill);color:var(--on-fill)}
        .timeline-current>.timeline-mark{border-color:var(--seal-fill)}
        .timeline-current>.timeline-mark::after,.timeline-waiting>.timeline-mark::after{content:"";width:.75em;
        height:.75em;
        border-radius:50%;background:var(--seal-fill)}
        .timeline-waiting>.timeline-mark{border-color:var(--warn)}
        .timeline-waiting>.timeline-mark::after{background:var(--warn)}
        .timeline-refused>.timeline-mark{background:var(--seal-fill);border-color:var(--seal-fill);color:#fff}
        .plan{counter-reset:step}
        .plan .timeline-mark::after{counter-increment:step;content:counter(step);font-weight:700;font-size:.9em;
        line-height:1;color:var(--brand)}
        .plan .timeline-ahead{color:inherit}.plan .timeline-title{font-weight:600}
        .plan .timeline-mark{border-color:var(--brand)}
        .timeline-ahead{color:var(--ink-2)}
        .timeline-title{font-weight:600}.timeline-current .timeline-title{font-size:var(--f-l);font-weight:700}
        .timeline-ahead .timeline-title{font-weight:400}
        .timeline-facts{display:flex;flex-wrap:wrap;gap:0 1em;color:var(--ink-2);font-size:var(--f-s)}
        .timeline-current .timeline-due,.timeline-waiting .timeline-due{color:var(--seal);font-weight:600}
        .verdict{background:var(--surface);border:1px solid var(--line);border-top:6px solid var(--good);
        border-radius:var(--round);padding:var(--s5) var(--s4)}
        .verdict>*+*{margin-top:var(--s3)}
        .verdict-waiting{border-top-color:var(--info)}.verdict-no{border-top-color:var(--edge)}
        .verdict-word{display:flex;align-items:center;gap:.5em;font:700 var(--f-xl)/1.3 var(--title);color:var(--good)}
        .verdict-word .icon{width:1.5em;height:1.5em;stroke-width:2.4}
        .verdict-waiting .verdict-word{color:var(--info)}.verdict-no .verdict-word{color:var(--ink)}
        .live{min-height:2.75rem}
        .live [hidden]{display:none}
        .rules{list-style:none;padding:0}
        .rules>li{border-inline-start:3px solid var(--brand);padding:.1em 0 .1em var(--s4);margin-top:var(--s3)}
        """
}
