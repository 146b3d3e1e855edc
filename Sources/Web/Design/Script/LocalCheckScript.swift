/// 本机核验的脚本 — checks a certificate in the browser with nothing but published keys: ES256, SD-JWT (RFC 9901), Token Status
/// List, and an inclusion proof (RFC 9162, C2SP `tlog-proof`). It sends nothing; it fetches keys and the status list.
enum LocalCheckScript {
    static let text = [bytes, token, log, page].joined(separator: "\n")

    private static let bytes = #"""
        const utf8 = new TextEncoder(), text = new TextDecoder();
        const plain = (s) => Uint8Array.from(atob(s), (c) => c.charCodeAt(0));
        const decode = (s) => plain(s.replace(/-/g, "+").replace(/_/g, "/"));
        const encode = (b) => btoa(String.fromCharCode(...b)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
        const hex = (b) => [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
        const json = (b) => JSON.parse(text.decode(b));
        const sha = async (...parts) =>
          new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
        const must = (isSo) => { if (!isSo) throw new Error(); };
        const get = async (path) => {
          const answer = await fetch(path, { cache: "no-store" });
          must(answer.ok);
          return answer.text();
        };
        """#

    private static let token = #"""
        const signed = async (token, type, keys) => {
          const [head, body, signature] = token.trim().split(".");
          const header = json(decode(head)), curve = { name: "ECDSA", namedCurve: "P-256" };
          const hash = { name: "ECDSA", hash: "SHA-256" };
          must(header.alg === "ES256" && header.typ === type && !header.crit);
          for (const { kty, crv, x, y, kid } of keys.filter((key) => !header.kid || key.kid === header.kid)) {
            const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, curve, false, ["verify"]);
            if (await crypto.subtle.verify(hash, key, decode(signature), utf8.encode(`${head}.${body}`)))
              return { claims: json(decode(body)), kid };
          }
          must(false);
        };
        const disclosed = async (claims, disclosures) => {
          const known = { ...claims }, digests = new Set(claims._sd);
          delete known._sd;
          delete known._sd_alg;
          for (const disclosure of disclosures) {
            must(digests.delete(encode(await sha(utf8.encode(disclosure)))));
            const [, name, value] = json(decode(disclosure));
            must(typeof name === "string" && !(name in known) && value !== undefined);
            known[name] = value;
          }
          return known;
        };
        const inForce = async (claims, keys) => {
          const now = Date.now() / 1000, { idx, uri } = claims.status.status_list;
          must(!claims.exp || now < claims.exp);
          const { claims: list } = await signed(await get(new URL(uri).pathname), "statuslist+jwt", keys);
          must(list.sub === uri && now < list.exp);
          const { bits, lst } = list.status_list;
          const stream = new Blob([decode(lst)]).stream().pipeThrough(new DecompressionStream("deflate"));
          const states = new Uint8Array(await new Response(stream).arrayBuffer());
          must(((states[Math.floor(idx * bits / 8)] >> (idx * bits % 8)) & ((1 << bits) - 1)) === 0);
        };
        """#

    private static let log = #"""
        const climbed = async (hash, index, size, path) => {
          let [at, last] = [index, size - 1];
          for (const sibling of path) {
            must(last > 0);
            if (at % 2 || at === last) {
              hash = await sha(new Uint8Array([1]), sibling, hash);
              while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
            } else hash = await sha(new Uint8Array([1]), hash, sibling);
            [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
          }
          must(last === 0);
          return hash;
        };
        const logged = async (bundle, jwt, line) => {
          const event = decode(bundle.issue.event), { kind, body } = json(event);
          const [wanted, said] = body.signed_sha256 ? [body.signed_sha256, jwt] : [body.sha256, bundle.sd_jwt];
          must(kind === "certificate.issued" && wanted === hex(await sha(utf8.encode(said))));
          const commitment = await sha(utf8.encode("huimin/event/v1\n"), decode(bundle.issue.salt), event);
          const leaf = await sha(new Uint8Array([0, 1, 2]), commitment);
          const [proof, head, signatures] = bundle.proof.split("\n\n");
          const lines = proof.split("\n"), at = lines.findIndex((l) => l.startsWith("index "));
          const index = Number(lines[at].slice(6)), [origin, digits, root] = head.split("\n"), size = Number(digits);
          must(index < size);
          const top = await climbed(leaf, index, size, lines.slice(at + 1).map(plain));
          must(hex(top) === hex(plain(root)));
          const [name, id, ...rest] = line.trim().split("+"), key = plain(rest.join("+"));
          must(name === origin && key[0] === 1);
          const signature = plain(signatures.split("\n").find((l) => l.startsWith(`— ${name} `)).split(" ").pop());
          must(hex(signature.slice(0, 4)) === id);
          const ours = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]);
          must(await crypto.subtle.verify("Ed25519", ours, signature.slice(4), utf8.encode(head + "\n")));
          return { index, size, key: line.trim() };
        };
        """#

    private static let page = #"""
        const root = document.querySelector("[data-local-check]");
        const part = (selector, at = root) => at.querySelector(selector);
        const run = (isNewest) => {
          const told = (code, outcome, values = {}) => {
            if (!isNewest()) return false;
            const line = part(`[data-step=${code}]`);
            for (const icon of line.querySelectorAll("[data-icon]")) icon.hidden = icon.dataset.icon !== outcome;
            const sentence = line.dataset[outcome].replace(/\{(\w+)\}/g, (_, name) => values[name]);
            part("[data-said]", line).textContent = sentence;
            return outcome !== "failed";
          };
          const step = async (code, body) => {
            try {
              const values = await body();
              return told(code, "passed", values ?? {});
            } catch { return told(code, "failed"); }
          };
          const list = (claims) => {
            if (!isNewest()) return;
            const table = part("[data-claims]"), labels = part("[data-labels]").content;
            table.replaceChildren();
            for (const [name, value] of Object.entries(claims)) {
              const label = part(`[data-claim="${CSS.escape(name)}"]`, labels);
              if (!label) continue;
              const row = document.createElement("div"), term = document.createElement("dt");
              const said = document.createElement("dd");
              [term.textContent, said.textContent] = [label.textContent, value === true ? "✓" : String(value)];
              row.append(term, said);
              table.append(row);
            }
            table.hidden = false;
          };
          const paper = async (token, keys) => {
            const names = { n: "certificate_number", t: "certificate_type", h: "holder_name", d: "issued_on",
              u: "valid_until", c: "check_code" };
            let claims;
            const isSigned = await step("signature", async () => {
              const { claims: said, kid } = await signed(token, "paper+jwt", keys);
              claims = said;
              return { key: kid };
            });
            const isWhole = await step("claims", async () =>
              list(Object.fromEntries(Object.entries(claims).map(([name, value]) => [names[name] ?? name, value]))));
            const isOver = claims?.u < new Date(Date.now() + 288e5).toISOString().slice(0, 10);
            told("status", isOver ? "failed" : "skipped");
            told("log", "skipped");
            return isSigned && isWhole && !isOver && "paper";
          };
          const kind = (token) => { try { return json(decode(token.split(".")[0])).typ; } catch { return ""; } };
          const check = async (content) => {
            const scanned = content.trim().split("#").pop();
            if (kind(scanned) === "paper+jwt")
              return paper(scanned, JSON.parse(await get("/.well-known/jwks.json")).keys);
            const bundle = content.trim().startsWith("{") ? JSON.parse(content) : { sd_jwt: content.trim() };
            const [jwt, ...disclosures] = bundle.sd_jwt.split("~");
            const { keys } = JSON.parse(await get("/.well-known/jwks.json"));
            let claims;
            const results = [
              await step("signature", async () => {
                const { claims: open, kid } = await signed(jwt, "dc+sd-jwt", keys);
                claims = open;
                return { key: kid };
              }),
              await step("claims", async () => {
                must(disclosures.pop() === "");
                list(claims = await disclosed(claims, disclosures));
              }),
              await step("status", () => inForce(claims, keys)),
              bundle.proof
                ? await step("log", async () => logged(bundle, jwt, await get("/log/key"))) : told("log", "skipped"),
            ];
            return results.every(Boolean) && "good";
          };
          return { told, check };
        };
        let newest = 0;
        const judge = async (content) => {
          const mine = ++newest, isNewest = () => mine === newest, { told, check } = run(isNewest);
          for (const element of root.querySelectorAll("[data-verdict],[data-claims]")) element.hidden = true;
          part("[data-steps]").hidden = false;
          let verdict = false;
          try { verdict = await check(await content); } catch {
            for (const line of root.querySelectorAll("[data-step]")) told(line.dataset.step, "failed");
          }
          if (!isNewest()) return;
          part(`[data-verdict=${verdict || "bad"}]`).hidden = false;
          if (!verdict) part("[data-claims]").hidden = true;
        };
        part("input[type=file]").addEventListener("change", ({ target }) => {
          if (target.files[0]) judge(target.files[0].text());
        });
        part("textarea").addEventListener("input", ({ target }) => target.value.trim() && judge(target.value));
        """#
}
