import { render } from "/vendor/preact-htm.js";
import { call, setToken } from "/api.js";
import { html, useState, useEffect, plain, Problem } from "/parts.js";
import { Try } from "/try.js";
import { Watch } from "/watch.js";
import { Trace } from "/trace.js";
import { DeadLetters } from "/dead-letters.js";
import { People } from "/people.js";
import { Quality } from "/quality.js";

const PAGES = [
  ["/try", "Try", Try],
  ["/watch", "Watch", Watch],
  ["/trace", "Trace", Trace],
  ["/dead-letters", "Dead letters", DeadLetters],
  ["/people", "People", People],
  ["/quality", "Quality", Quality],
];

const here = () => PAGES.find(page => page[0] === location.pathname) || PAGES[0];

function Token({ onDone }) {
  const submit = event => {
    event.preventDefault();
    setToken(new FormData(event.target).get("token").trim());
    onDone();
  };
  return html`<form class="token" onSubmit=${submit}>
    <label for="token">Token of this console</label>
    <input id="token" name="token" type="password" autocomplete="off" required />
    <button>Open</button></form>`;
}

function App() {
  const [page, go] = useState(here());
  const [about, know] = useState(null);
  const [locked, lock] = useState(false);
  const [error, fail] = useState(null);
  const ask = () => call("about").then(a => { know(a); lock(false); fail(null); }, fail);
  useEffect(() => {
    const onToken = () => lock(true), onMove = () => go(here());
    addEventListener("token", onToken);
    addEventListener("popstate", onMove);
    ask();
    return () => { removeEventListener("token", onToken); removeEventListener("popstate", onMove); };
  }, []);
  useEffect(() => { document.title = page[1] + " · " + (about ? plain(about.job, 80) : "Console"); }, [page, about]);
  const move = event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", event.currentTarget.getAttribute("href"));
    go(here());
  };
  const pages = PAGES.filter(p => p[0] !== "/people" || !about || about.sandbox);
  return html`<a class="skip" href="#main">To the content</a>
    <header><span class="job">${about ? plain(about.job, 80) : "…"}</span>
      <nav aria-label="Pages">${pages.map(p => html`<a href=${p[0]} onClick=${move}
        aria-current=${p === page ? "page" : undefined}>${p[1]}</a>`)}</nav></header>
    <main id="main" tabindex="-1">${locked
      ? html`<h1>${page[1]}</h1><${Token} onDone=${ask} /><${Problem} error=${error} />`
      : about ? html`<${page[2]} about=${about} key=${page[0]} />`
      : html`<h1>${page[1]}</h1><${Problem} error=${error} />`}</main>`;
}

render(html`<${App} />`, document.getElementById("app"));
