/// 脚本 — the one small module of the site. Every page works without it; it guards against a double tap, keeps drafts,
/// shows a case as it moves, and copies a link.
enum Script {
    static let text = [once, focus, groups, autosave, fresh, live, pulse, copy, paper, keys].joined(separator: "\n")

    /// A form is sent once: a second tap within five seconds is dropped, coming back re-opens it.
    private static let once = """
        const all = (selector, root = document) => [...root.querySelectorAll(selector)];
        for (const form of all("form[data-once]")) {
          let sentAt = 0;
          form.addEventListener("submit", (event) => {
            if (Date.now() - sentAt < 5000) event.preventDefault();
            else { sentAt = Date.now(); form.setAttribute("aria-busy", "true"); }
          });
          addEventListener("pageshow", () => { sentAt = 0; form.removeAttribute("aria-busy"); });
        }
        """

    /// What went wrong takes the focus, so that it is read first.
    private static let focus = """
        all("[data-focus]").slice(0, 1).forEach((element) => element.focus());
        """

    /// Account numbers are easier to compare in groups of four; the server ignores the spaces.
    private static let groups = """
        for (const input of all("input[data-groups]")) {
          const group = () => { input.value = input.value.replace(/\\s/g, "").replace(/(.{4})(?=.)/g, "$1 "); };
          input.addEventListener("change", group);
          group();
        }
        """

    /// What has been typed is kept on the server a moment after the last key, and when the page is left.
    private static let autosave = """
        for (const form of all("form[data-autosave]")) {
          const note = document.querySelector("[data-saved]");
          let timer = 0, sent = "";
          const typed = () => new URLSearchParams(new FormData(form)).toString();
          const save = async (leaving) => {
            const body = typed();
            if (body === sent) return;
            sent = body;
            try {
              const answer = await fetch(form.dataset.autosave, {
                method: "POST", body, keepalive: leaving === true, redirect: "manual",
                headers: { "content-type": "application/x-www-form-urlencoded", "x-autosave": "1" },
              });
              if (!answer.ok) throw answer.status;
              if (note) note.textContent = note.dataset.saved;
            } catch { sent = ""; if (note) note.textContent = note.dataset.unsaved; }
          };
          sent = typed();
          form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 800); });
          form.addEventListener("submit", () => { clearTimeout(timer); sent = typed(); });
          addEventListener("pagehide", () => { clearTimeout(timer); save(true); });
        }
        """

    /// Fetches this page again and puts its live parts in place; what is asked for meanwhile is done once, after it.
    private static let fresh = """
        let busy = false, again = false;
        const refresh = async () => {
          if (busy) { again = true; return; }
          busy = true;
          try {
            const answer = await fetch(location.href, { headers: { "x-live": "1" } });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            for (const region of answer.ok ? all("[data-live]") : []) {
              const next = page.getElementById(region.id);
              if (!next || next.innerHTML === region.innerHTML) continue;
              region.replaceChildren(...next.childNodes);
              const said = document.querySelector("[data-announce]");
              const news = region.querySelector("[data-headline]");
              if (said && news) said.textContent = news.textContent;
            }
          } finally { busy = false; if (again) { again = false; refresh(); } }
        };
        """

    /// A case as it moves: each event of the stream refreshes the page.
    private static let live = """
        for (const source of all("[data-events]")) {
          const stream = new EventSource(source.dataset.events);
          stream.addEventListener("case", refresh);
          stream.addEventListener("open", () => all("[data-live-on]").forEach((e) => { e.hidden = false; }));
          stream.addEventListener("open", () => all("[data-live-off]").forEach((e) => { e.hidden = true; }));
          addEventListener("pagehide", () => stream.close());
        }
        """

    /// A page that lives for a minute: refreshed every so many seconds for as long as it says so.
    private static let pulse = """
        const beat = () => {
          const pulse = document.querySelector("[data-pulse]");
          if (pulse) setTimeout(() => refresh().catch(() => {}).then(beat), 1000 * pulse.dataset.pulse);
        };
        beat();
        """

    /// Copies an address or a number; the button appears only where the browser can.
    private static let copy = """
        for (const button of all("button[data-copy]")) {
          if (!navigator.clipboard) continue;
          button.hidden = false;
          button.addEventListener("click", async () => {
            await navigator.clipboard.writeText(button.dataset.copy);
            const label = button.querySelector("span");
            if (label && button.dataset.copied) label.textContent = button.dataset.copied;
          });
        }
        """

    /// Prints the page.
    private static let paper = """
        for (const button of all("button[data-print]")) {
          button.hidden = false;
          button.addEventListener("click", window.print.bind(window));
        }
        """

    /// Single keys of the desk: what bears a `data-key` is pressed by it, J and K walk the rows of a list. Never while one
    /// types, nor with another key held.
    private static let keys = """
        const rows = all("[data-row]");
        if (rows.length || document.querySelector("[data-key]")) addEventListener("keydown", (event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
          const key = event.key.toLowerCase();
          if (rows.length && (key === "j" || key === "k")) {
            const here = rows.indexOf(document.activeElement) + (key === "j" ? 1 : -1);
            rows[Math.max(0, Math.min(rows.length - 1, here))].focus();
            return;
          }
          const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
          if (!target) return;
          event.preventDefault();
          const press = target.querySelector("button") ?? target;
          press.click();
          const opened = press.closest("details[open]");
          (opened?.querySelector("input:not([type=hidden]), textarea") ?? press).focus();
        });
        """
}
