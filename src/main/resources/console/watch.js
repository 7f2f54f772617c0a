import { stream } from "/api.js";
import { html, useState, useEffect, useRef, useMemo, number, plain, Problem } from "/parts.js";

const STAGES = [
  ["segment", /segment-source|(^|[ >])segment( |$)/],
  ["mapping", /mapping/],
  ["identity", /identity|user-aliases|of-users|of-others|first-user/],
  ["profile", /profile/],
  ["delivery", /delivery/],
];

const worst = (stages, key) => Math.max(0, ...stages.map(s => s[key]));
const WORD = { WELL: "Well", LOOK: "Look", ACT: "Act" };
const seconds = ms => ms < 0 ? "–" : ms < 2000 ? number(Math.round(ms)) + " ms" : number(Math.round(ms / 1000)) + " s";

function Stage({ name, of }) {
  const busy = worst(of, "busy"), held = worst(of, "backPressured");
  return html`<li class="stage"><b>${name}</b><span class="num">${number(Math.round(worst(of, "recordsPerSecond")))}/s</span>
    <span class="num">busy ${busy} %</span><span class=${"num" + (held > 50 ? " high" : "")}>waits ${held} %</span>
    <meter min="0" max="100" low="50" high="80" optimum="0" value=${held} aria-label=${name + " waits for the next stage"}></meter></li>`;
}

function Curve({ points }) {
  const box = useRef(null), plot = useRef(null);
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const color = name => style.getPropertyValue(name).trim();
    const axis = { stroke: color("--text"), grid: { stroke: color("--line"), width: 1 }, ticks: { stroke: color("--line") }, size: 60 };
    const width = () => Math.max(200, box.current.clientWidth);
    plot.current = new window.uPlot({
      width: width(), height: 220,
      series: [{}, { label: "ended per second", stroke: color("--accent"), width: 2 },
        { label: "still to read", stroke: color("--warn"), width: 2, scale: "lag", dash: [6, 4] }],
      axes: [{ ...axis, size: 56 }, axis, { ...axis, scale: "lag", side: 1, grid: { show: false } }],
      scales: { y: { range: (u, a, b) => [0, Math.max(1, b || 1) * 1.1] }, lag: { range: (u, a, b) => [0, Math.max(1, b || 1) * 1.1] } },
    }, [[], [], []], box.current);
    const resize = () => plot.current.setSize({ width: width(), height: 220 });
    addEventListener("resize", resize);
    return () => { removeEventListener("resize", resize); plot.current.destroy(); };
  }, []);
  useEffect(() => {
    if (plot.current) plot.current.setData([0, 1, 2].map(i => points.map(p => p[i])));
  }, [points]);
  return html`<div class="curve" ref=${box} role="img" aria-label="Events that ended per second, and those still to read"></div>`;
}

function Counts({ title, of, link }) {
  const entries = Object.entries(of).sort((a, b) => b[1] - a[1]).slice(0, 12);
  return html`<section class="counts"><h2>${title}</h2>${link}${entries.length
    ? html`<dl>${entries.map(([word, n]) => html`<div><dt>${plain(word)}</dt><dd class="num">${number(Math.round(n))}</dd></div>`)}</dl>`
    : html`<p class="dim">none</p>`}</section>`;
}

// Whether dark colours are preferred now, which a canvas does not follow by itself.
function useDark() {
  const query = useMemo(() => matchMedia("(prefers-color-scheme: dark)"), []);
  const [dark, be] = useState(query.matches);
  useEffect(() => {
    const look = () => be(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return dark;
}

export function Watch() {
  const dark = useDark();
  const [state, be] = useState({ points: [] });
  useEffect(() => {
    const abort = new AbortController();
    const run = async () => {
      while (!abort.signal.aborted) {
        try {
          await stream("watch", {}, {
            sample: s => be(old => ({ ...s, points: [...old.points, ...s.curve].slice(-450) })),
          }, abort.signal);
        } catch (error) {
          if (error.name === "AbortError") return;
          be(old => ({ ...old, error }));
          await new Promise(done => setTimeout(done, 3000));
        }
        be(old => ({ ...old, points: [] }));
      }
    };
    run();
    return () => abort.abort();
  }, []);
  const now = state.now;
  const job = now ? now.job : { stages: [], delivery: {}, answers: {}, held: {} };
  const counts = now ? now.counts : { receipts: {}, suppressed: {}, deadLetters: {}, repairs: {}, latencyMsP50: -1, latencyMsP99: -1 };
  const delivery = job.delivery;
  const requests = delivery.requests || state.requests, users = delivery.requests ? delivery.users : state.users;
  const figure = (label, value, more = "") => html`<div class="figure"><dt>${label}</dt><dd class="num">${value}</dd><dd class="dim">${more || "\u00a0"}</dd></div>`;
  const held = Object.entries(job.held);
  return html`<h1>Watch</h1>
    <p class=${"health " + (now ? now.health.level.toLowerCase() : "")} role="status"><b>${now ? WORD[now.health.level] : "…"}</b> <span>${now ? plain(now.health.sentence) : "Asking Flink and Kafka."}</span>${now && now.health.alert && html` <code>${now.health.alert}</code>`}</p>
    ${!now && html`<${Problem} error=${state.error} />`}
    <ol class="flow" aria-label="The stages of the job"><li class="end">events</li>${STAGES.map(([name, match]) =>
      html`<${Stage} name=${name} of=${job.stages.filter(s => match.test(s.name))} />`)}<li class="end">Insider</li>
      <li class="outcome"><span>every stage ► <b>outcome</b>: ${now ? number(Object.values(counts.receipts).reduce((a, b) => a + b, 0)) : "–"} receipts, ${now ? number(Object.values(counts.deadLetters).reduce((a, b) => a + b, 0)) : "–"} dead letters</span></li></ol>
    <dl class="figures">
      ${figure("Events per second", now ? number(Math.round(now.eventsPerSecond)) : "–", now ? number(now.published) + " in the topic" : "")}
      ${figure("Still to read", now ? number(state.lag) : "–", now && now.forecast)}
      ${figure("Latency, half", seconds(counts.latencyMsP50), "99 of 100: " + seconds(counts.latencyMsP99))}
      ${figure("Users per request", requests ? number(Math.round(users / requests * 10) / 10) : "–", requests ? number(requests) + " requests" : "")}
      ${figure("Held", held.length ? seconds(Math.max(...held.map(h => h[1]))) : "no", held.map(h => plain(h[0])).join(", "))}
      ${figure("Oldest under way", delivery.oldestUnsettledMs === undefined ? "–" : seconds(delivery.oldestUnsettledMs), delivery.unsettledUpdates === undefined ? "" : number(delivery.unsettledUpdates) + " under way")}
      ${figure("Restarts", now ? number(job.restarts) : "–", job.lastCheckpointAgeMs >= 0 ? "checkpoint " + seconds(job.lastCheckpointAgeMs) + " ago" : "")}
    </dl>
    <${Curve} key=${dark} points=${state.points} />
    <p class="dim counting">${now && !counts.current ? "Still counting what was before. " : ""}${now && !counts.whole ? "Receipts and dead letters are counted from the last 500,000 on." : ""}</p>
    <div class="grid"><${Counts} title="Ended well" of=${counts.receipts} />
      <${Counts} title="Refused" of=${counts.deadLetters} link=${html`<p><a href="/dead-letters">Why, and what to do</a></p>`} />
      <${Counts} title="Repaired" of=${counts.repairs} /><${Counts} title="Kept back" of=${counts.suppressed} />
      <${Counts} title="Insider's answers" of=${Object.keys(job.answers).length ? job.answers : state.requestsByStatus || {}} /></div>`;
}
