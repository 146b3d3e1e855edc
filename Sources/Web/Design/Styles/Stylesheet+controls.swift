extension Stylesheet {
    /// Buttons, tags and what one presses.
    static let controls = """
        .button{display:inline-flex;align-items:center;justify-content:center;gap:.5em;min-height:var(--tap);
        padding:.45em 1.5em;border:2px solid transparent;border-radius:var(--round);font-weight:600;line-height:1.35;
        text-decoration:none;text-align:center;cursor:pointer;background:none}
        .button-primary{background:var(--fill);color:var(--on-fill)}
        .button-primary:hover{background:var(--fill-2)}
        .button-secondary{border-color:var(--brand);color:var(--brand);background:var(--surface)}
        .button-secondary:hover{background:var(--wash)}
        .button-danger{border-color:var(--seal);color:var(--seal);background:var(--surface)}
        .button-danger:hover,.button-person:hover{background:var(--seal-wash)}
        .button-person{border-color:var(--seal);color:var(--seal)}
        .button-quiet{padding:.3em 0;justify-content:start;min-height:2.75rem;color:var(--brand);
        text-decoration:underline;
        text-underline-offset:.25em;text-decoration-thickness:1px;font-weight:500}
        .button-quiet:hover{text-decoration-thickness:2px}
        .button-large{font-size:var(--f-l);min-height:3.75rem;padding-inline:2em}
        .button:disabled,.button[aria-disabled=true]{background:var(--sunk);color:var(--ink-2);
        border:2px dashed var(--edge);cursor:not-allowed}
        .actions{display:flex;flex-wrap:wrap;gap:var(--s3) var(--s4);align-items:center}
        @media (max-width:40rem){.actions>.button-primary,.actions>.button-secondary,.actions>.button-person,
        .actions>.form-inline,.actions>.form-inline .button{width:100%}
        .filters .actions>.button{width:auto;min-height:2.75rem}.filters .actions{gap:var(--s2) var(--s3)}}
        @media (max-width:40rem),(hover:none){.keys-hint{display:none}}
        .tag{display:inline-block;padding:.1em .6em;border-radius:var(--round-s);font-size:var(--f-s);font-weight:600;
        background:var(--sunk);color:var(--ink-2);line-height:1.6;white-space:nowrap}
        .tag-good{background:var(--good-wash);color:var(--good)}
        .tag-waiting{background:var(--info-wash);color:var(--info)}
        .tag-attention{background:var(--warn-wash);color:var(--warn)}
        .tag-sample{background:none;border:1px dashed var(--edge)}
        """

    /// What one fills in.
    static let fields = """
        .form-stacked>*+*{margin-top:var(--s5)}
        .form-inline{display:inline-block}
        .default-submit{position:absolute;width:1px;height:1px;opacity:0;overflow:hidden;border:0;padding:0}
        .field label,.field legend{font-weight:600;font-size:var(--f-l);padding:0}
        .field>*+*{margin-top:var(--s2)}
        .optional{font-weight:400;color:var(--ink-2);font-size:var(--f-m)}
        .hint{color:var(--ink-2)}
        .why{display:flex;gap:.4em;font-size:var(--f-s)}.why .icon{margin-top:.15em}
        .input,textarea{display:block;width:100%;min-height:var(--tap);padding:.4em .8em;background:var(--surface);
        border:2px solid var(--edge);border-radius:var(--round-s)}
        .input:hover,textarea:hover{border-color:var(--ink)}
        .input:focus-visible,textarea:focus-visible{outline-offset:0}
        .input-personName,.input-phone{max-width:22rem}
        .input-residentID,.input-account{max-width:28rem;font-variant-numeric:tabular-nums;letter-spacing:.05em}
        .input-oneTimeCode{max-width:12rem;font-size:var(--f-xl);letter-spacing:.3em;font-variant-numeric:tabular-nums}
        .date-boxes{display:flex;flex-wrap:wrap;gap:var(--s3)}
        .date-boxes label{font-weight:400;font-size:var(--f-m)}
        .input-year{width:6em}.input-month,.input-day{width:4.2em}
        .choices{display:grid;gap:var(--s2)}
        .field .choice{display:flex;gap:var(--s3);align-items:center;min-height:var(--tap);padding:.6em 1em;
        font-weight:400;font-size:var(--f-m);background:var(--surface);border:1px solid var(--edge);
        border-radius:var(--round);cursor:pointer}
        .choice:hover{border-color:var(--ink)}
        .choice input{width:1.4em;height:1.4em;margin:0;flex:none;accent-color:var(--fill)}
        .choice:has(:checked){border-color:var(--brand);background:var(--wash);box-shadow:inset 0 0 0 1px var(--brand)}
        .choice .hint{display:block}
        .choices-row{display:flex;flex-wrap:wrap;gap:var(--s2)}
        .field-wrong{border-inline-start:4px solid var(--seal);padding-inline-start:var(--s4)}
        .field-wrong .input,.field-wrong textarea{border-color:var(--seal)}
        .error{display:flex;gap:.4em;color:var(--seal);font-weight:600}
        .error .icon{margin-top:.18em}
        .error-summary{border:3px solid var(--seal);border-radius:var(--round);padding:var(--s4);
        background:var(--surface)}
        .error-summary>*+*{margin-top:var(--s2)}
        .error-summary ul{list-style:none;padding:0}
        .error-summary a{color:var(--seal);font-weight:600;display:inline-block;padding-block:.3em}
        .saved{display:flex;align-items:center;gap:.4em;color:var(--ink-2);font-size:var(--f-s);min-height:1.7em}
        .stars{display:grid;gap:var(--s2)}
        """
}
