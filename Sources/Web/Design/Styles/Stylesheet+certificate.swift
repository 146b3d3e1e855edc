extension Stylesheet {
    /// 证照: a sheet that looks and prints like one. It keeps its paper in every mode.
    static let certificate = """
        .certificate{position:relative;isolation:isolate;overflow:hidden;background:#fffdf6;color:#1a2422;
        padding:4rem 2.3rem 2.6rem;border-radius:.3rem;box-shadow:0 1px 2px rgb(0 0 0/.16),
        0 10px 34px rgb(11 71 68/.14);
        font-size:1.0625rem;line-height:1.75;text-align:center;container-type:inline-size}
        .certificate{max-width:46rem;margin-inline:auto}.certificate p{max-width:none}
        .certificate-ground{position:absolute;z-index:-1;inset:0;width:100%;height:100%}
        .guilloche{fill:none;stroke:#0d5c58;stroke-width:.5;stroke-opacity:.5}
        .guilloche-2{stroke:#9a7730;stroke-opacity:.75}
        .rosette{fill:none;stroke:#0d5c58;stroke-width:.55;stroke-opacity:.16}
        .rosette-2{stroke:#9a7730;stroke-opacity:.28}
        .certificate::before{content:"";position:absolute;z-index:-1;inset:1.75rem;border:1px solid #c3ab74}
        .certificate-issuer{letter-spacing:.16em;color:#0b4744;font-weight:600}
        .certificate h2{font:700 1.75rem/1.35 var(--title);letter-spacing:.12em;color:#0b4744;
        margin-block:.35rem .2rem}
        .certificate-number{font-size:.9375rem;color:#4b5854;font-variant-numeric:tabular-nums;letter-spacing:.04em}
        .certificate .certificate-text{margin:1.4rem auto 0;max-width:34rem;text-align:start;text-indent:2em;
        font-size:1.125rem;
        line-height:2}
        .certificate dl{display:grid;margin:1rem auto 0;max-width:34rem;text-align:start;
        border-block:1px solid #d8cfb4}
        .certificate dl>div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.4rem 0;border-bottom:1px solid #ebe4cf}
        .certificate dl>div:last-child{border-bottom:0}
        .certificate dt{flex:1 1 6.5em;color:#4b5854}
        .certificate dd{flex:999 1 12em;min-width:0;font-weight:600;font-variant-numeric:tabular-nums;
        overflow-wrap:anywhere}
        .certificate-foot{display:flex;flex-wrap:wrap;gap:1rem;align-items:end;justify-content:space-around;
        max-width:34rem;margin:1.5rem auto 0;text-align:start}
        .certificate-code{width:8.5rem;font-size:.8125rem;line-height:1.4;text-align:center;color:#4b5854}
        .certificate-check{white-space:nowrap;letter-spacing:.04em;font-variant-numeric:tabular-nums}
        .showing{display:grid;justify-items:center;gap:var(--s3);text-align:center}
        .showing .qr{width:min(100%,17rem);max-width:none}
        .showing-code{font:700 1.5rem/1.3 var(--title);letter-spacing:.06em;font-variant-numeric:tabular-nums}
        .qr{width:100%;height:auto;max-width:14rem}
        .qr-paper{fill:#fff}.qr-ink{fill:#0a1f1e}
        .certificate-sign{position:relative;flex:1 0 12rem;display:grid;justify-items:center;min-height:10.4rem;
        align-content:end}
        .seal{position:absolute;inset:0 0 auto;margin-inline:auto;width:8rem;height:8rem;opacity:.86}
        .seal circle{fill:none;stroke:#b23a2a}
        .seal text{fill:#b23a2a;font:600 13px var(--title)}
        .seal-mark{fill:none;stroke:#b23a2a;stroke-width:2.9;stroke-linecap:round;stroke-linejoin:round}
        .certificate-day{position:relative;font-weight:600}
        .certificate-sample{position:absolute;inset:2.1rem 2.1rem auto auto;border:1px solid #a93526;color:#a93526;
        padding:0 .6em;font-size:.875rem;letter-spacing:.2em;border-radius:2px;background:#fffdf6}
        .certificate-void{position:absolute;inset:42% 0 auto;font:700 2.6rem/1 var(--title);letter-spacing:.3em;
        color:#a93526;transform:rotate(-16deg);opacity:.8}
        @container (min-width:34rem){.certificate h2{font-size:2.35rem}}
        @media (min-width:40rem){.certificate{padding:4.4rem 4rem 3.2rem}.certificate h2{font-size:2.35rem}}
        .verify-mark{display:grid;place-items:center;width:5rem;height:5rem;border-radius:50%;background:var(--good);
        color:var(--surface)}
        .verify-mark .icon{width:3rem;height:3rem;stroke-width:2.4}
        .verify-no .verify-mark{background:var(--seal-fill);color:#fff}
        .verify-unknown .verify-mark{background:var(--edge)}
        .verify-head{display:flex;flex-wrap:wrap;gap:var(--s4);align-items:center}
        """
}
