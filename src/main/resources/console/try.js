import { call, stream } from "/api.js";
import { html, useState, useEffect, useRef, useMemo, plain, number, count, place, download, Json, Other, Advice, Progress, Problem, jsonLines } from "/parts.js";

// Where each field of an update comes from, by its path in the update.
function notesOf(update, considered) {
  const notes = {}, direct = {}, lines = [];
  let from = "";
  for (const step of considered ? considered.fields : []) {
    const line = /^products\[(\d+)\]$/.exec(step.field);
    if (line) {
      lines.push({});
      from = step.from;
    } else if (step.field.startsWith("products.") && lines.length) {
      lines[lines.length - 1][step.field.slice(9)] = { ...step, from: step.from.replace(/^\$/, from) };
    } else {
      direct[step.field] = step;
    }
  }
  const note = (path, step) => {
    const from = step && (step.from.startsWith("$") ? step.from : "the mapping");
    if (step) notes[path] = { from: step.from, text: from + (step.outcome === "as it is" ? "" : " · " + step.outcome) };
  };
  const inside = (value, path, name) => {
    for (const key of Object.keys(value || {})) {
      const field = name + key;
      if (direct[field]) note(path + "." + key, direct[field]);
      else if (value[key] && typeof value[key] === "object" && !Array.isArray(value[key])) inside(value[key], path + "." + key, field + ".");
    }
  };
  inside(update.user.identifiers, "$.identifiers", "identifiers.");
  inside(update.user.attributes, "$.attributes", "attributes.");
  (update.user.events || []).forEach((event, i) => {
    const path = "$.events[" + i + "]";
    note(path + ".event_name", direct.event_name);
    note(path + ".timestamp", direct.timestamp);
    inside(event.event_params, path + ".event_params", "event_params.");
    const line = lines[i] || {};
    const ofLine = (value, at, name) => Object.keys(value || {}).forEach(key => {
      if (line[name + key]) note(at + "." + key, line[name + key]);
      else if (key === "custom") ofLine(value[key], at + ".custom", "custom.");
    });
    ofLine(event.event_params, path + ".event_params", "");
  });
  return notes;
}

const leftOut = considered => considered.flatMap(m => (m.fields || []).filter(f => f.outcome.startsWith("left out")));

// Lines that went and lines that came, by their longest common part.
export function Difference({ before, after }) {
  const rows = useMemo(() => {
    const text = value => jsonLines(value).map(l => l.head + (l.leaf || "") + (l.tail || "")).slice(0, 600);
    const a = text(before), b = text(after);
    const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--)
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    const out = [];
    for (let i = 0, j = 0; i < a.length || j < b.length;) {
      if (i < a.length && j < b.length && a[i] === b[j]) { out.push([" ", a[i]]); i++; j++; }
      else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) out.push(["−", a[i++]]);
      else out.push(["+", b[j++]]);
    }
    return out.filter((row, k) => out.slice(Math.max(0, k - 2), k + 3).some(r => r[0] !== " "));
  }, [before, after]);
  return html`<div class="lines diff" tabindex="0" role="group" aria-label="Difference">${rows.map(([sign, line]) =>
    html`<div class=${"line " + (sign === "+" ? "came" : sign === "−" ? "went" : "")}><code>${sign} ${plain(line)}</code></div>`)}</div>`;
}

const bare = result => ({ updates: result.updates, deadLetters: result.deadLetters.map(l => ({ reason: l.reason, detail: l.detail })) });

function Result({ of, index, onCase }) {
  const [hot, pick] = useState(null);
  const { result } = of;
  const matched = result.explain.filter(m => m.matched);
  const others = result.explain.filter(m => !m.matched);
  const out = leftOut(matched);
  return html`<section class="result">
    <div class="columns"><div><h2 class="h3">The event</h2><${Other} of=${of.event} hot=${hot} label=${"Event " + (index + 1)} /></div>
    <div>${result.updates.map(update => html`<div class="update"><h2 class="h3">${plain(update.action)}: ${update.operation || (update.suppressed ? "kept back" : "what is sent")}
        <button class="small" onClick=${() => onCase(of, update.action)}>Save as case</button></h2>
      ${update.suppressed && html`<${Advice} of="suppressions" code=${update.suppressed} />`}
      <${Json} value=${update.user} notes=${notesOf(update, matched.find(m => m.mapping === update.action))}
        onPick=${pick} label=${"User object of " + update.action} /></div>`)}
    ${result.deadLetters.map(letter => html`<div class="refused"><h2 class="h3">Refused${letter.action ? ": " + plain(letter.action) : ""}</h2>
      <p>${plain(letter.detail)}</p><${Advice} of="reasons" code=${letter.reason} /></div>`)}
    ${result.unmatched && html`<p class="dim">No mapping wants this event: its receipt says <b>unmatched</b>.</p>`}</div></div>
    ${result.repairs.length > 0 && html`<details open><summary>${count(result.repairs.length, "repair")}</summary>${[...new Set(result.repairs.map(r => r.kind))].map(kind => html`
      <p class="field"><b>${result.repairs.filter(r => r.kind === kind).slice(0, 20).map(r => plain(r.field)).join(", ")}</b></p><${Advice} of="repairs" code=${kind} />`)}</details>`}
    ${out.length > 0 && html`<details><summary>${count(out.length, "field")} left out</summary><ul>${out.slice(0, 100).map(f => html`<li><code>${plain(f.field)}</code> from <code>${plain(f.from)}</code>: ${plain(f.outcome)}</li>`)}</ul></details>`}
    <details><summary>${count(matched.length, "mapping matches", "mappings match")}, ${count(others.length, "does", "do")} not</summary>
      <ul class="mappings">${result.explain.map(m => html`<li class=${m.matched ? "yes" : "no"}>${m.matched ? "✓" : "✗"} <b>${plain(m.mapping)}</b>
        ${m.matched ? "matches" : "does not match"}: <code>${plain(m.trigger)}</code></li>`)}</ul></details>
    ${of.before && html`<details open><summary>The deployed mapping makes something else of it</summary><${Difference} before=${bare(of.before)} after=${bare(result)} /></details>`}
  </section>`;
}

function Editor({ text, fault, onInput }) {
  const area = useRef(null), gutter = useRef(null);
  const lines = useMemo(() => text.split("\n").length, [text]);
  const jump = () => {
    const rows = text.split("\n");
    const at = rows.slice(0, fault.line - 1).reduce((sum, row) => sum + row.length + 1, 0) + fault.column - 1;
    area.current.focus();
    area.current.setSelectionRange(at, at + 1);
    area.current.scrollTop = Math.max(0, fault.line - 6) * parseFloat(getComputedStyle(area.current).lineHeight);
  };
  return html`<div class="editor"><div class="gutter" aria-hidden="true" ref=${gutter}>${Array.from({ length: lines }, (_, i) =>
      html`<div class=${fault && fault.line === i + 1 ? "wrong" : ""}>${i + 1}</div>`)}</div>
    <textarea id="mapping" ref=${area} spellcheck=${false} wrap="off" value=${text} aria-invalid=${!!fault} aria-describedby="fault"
      onInput=${e => onInput(e.target.value)} onScroll=${e => { gutter.current.scrollTop = e.target.scrollTop; }}></textarea></div>
    <p id="fault" class=${fault ? "problem" : "dim"} role="status">${fault
      ? html`<button class="small" onClick=${jump}>Line ${fault.line}, column ${fault.column}</button> ${plain(fault.message)}`
      : "The mapping can be used."}</p>`;
}

function OverEvents({ mapping }) {
  const [events, set] = useState(1000);
  const [state, be] = useState({});
  const run = () => {
    be({ busy: true });
    stream("difference", { mapping, events: Number(events) }, {
      progress: p => be({ busy: true, progress: p }),
      difference: d => be({ difference: d }),
    }).catch(error => be({ error }));
  };
  const d = state.difference;
  return html`<div class="row"><label for="events">Compare over the last</label>
    <input id="events" type="number" min="1" max="100000" value=${events} onInput=${e => set(e.target.value)} />
    <button onClick=${run} disabled=${state.busy}>events of the topic</button></div>
    ${state.busy && html`<${Progress} of=${state.progress} />`}<${Problem} error=${state.error} />
    ${d && !d.fault && html`<div id="difference"><p><b>Changes ${number(d.changed)} of ${count(d.read, "event")}</b>${d.changed ? ": " : "."}
      ${d.changes.slice(0, 12).map(c => c.kind.toLowerCase() + " " + plain(c.field, 80) + " in " + number(c.events)).join("; ")}</p>
      ${d.examples.map(e => html`<details><summary>${place(e.source)}</summary><${Other} of=${e.event} mask label="Event" />
        <${Masked}><${Difference} before=${e.before} after=${e.after} /><//></details>`)}</div>`}`;
}

function Masked({ children }) {
  const [shown, show] = useState(false);
  return html`<button class="small" aria-pressed=${shown} onClick=${() => show(!shown)}>${shown ? "Hide difference" : "Show difference"}</button>${shown && children}`;
}

export function Try() {
  const [gallery, list] = useState([]);
  const [text, type] = useState("");
  const [deployed, know] = useState(null);
  const [mapping, edit] = useState(null);
  const [answer, hear] = useState(null);
  const [send, asks] = useState(false);
  const [error, fail] = useState(null);
  const [saved, save] = useState(null);
  const choose = (index, events = gallery) => {
    const chosen = events[index];
    if (!chosen) return;
    type(JSON.stringify(chosen.event, null, 2));
    history.replaceState(null, "", "/try?example=" + index);
  };
  useEffect(() => {
    call("gallery").then(events => {
      list(events);
      choose(Number(new URLSearchParams(location.search).get("example")) || 0, events);
    }, fail);
    call("mapping").then(know, fail);
  }, []);
  useEffect(() => {
    if (!text.trim()) { hear(null); return undefined; }
    const abort = new AbortController();
    const later = setTimeout(() => call("try", { events: text, mapping, send }, abort.signal)
      .then(a => { hear(old => a.fault ? { ...old, fault: a.fault } : a); fail(null); },
        e => { if (e.name !== "AbortError") fail(e); }), 250);
    return () => { clearTimeout(later); abort.abort(); };
  }, [text, mapping, send]);
  const onCase = (of, name) => call("case", { event: of.event.text, name, mapping })
    .then(c => { download("case.ndjson", c.text); save(c); }, fail);
  const groups = [...new Set(gallery.map(e => e.group))];
  return html`<h1>Try</h1><p class="lead">Paste events, one or many, and see what the job would send. Nothing is sent.</p>
    <div class="columns"><div>
      <div class="row"><label for="example">Example</label><select id="example" onChange=${e => choose(Number(e.target.value))}>
        <option value="">choose one…</option>${groups.map(g => html`<optgroup label=${g}>${gallery.map((e, i) => e.group === g &&
          html`<option value=${i}>${e.title}</option>`)}</optgroup>`)}</select></div>
      <label for="event">Events</label>
      <textarea id="event" class="event" spellcheck=${false} value=${text} onInput=${e => type(e.target.value)}></textarea>
      <label class="check"><input type="checkbox" checked=${send} onChange=${e => asks(e.target.checked)} /> Ask a sandbox what Insider would say</label>
    </div><div>
      ${mapping === null
        ? html`<div class="row"><button disabled=${!deployed} onClick=${() => edit(deployed.text)}>Edit the mapping</button>
            <span class="dim">${deployed ? plain(deployed.origin) : ""}</span></div>`
        : html`<label for="mapping">Mapping</label><${Editor} text=${mapping} fault=${answer && answer.fault} onInput=${edit} />
          <div class="row"><button onClick=${() => download("mapping.json", mapping)}>Download the mapping</button>
          <button onClick=${() => edit(null)}>Back to the deployed one</button></div>
          <${OverEvents} mapping=${mapping} />`}
    </div></div>
    <${Problem} error=${error || (answer && answer.unreadable)} />
    ${saved && html`<p role="status" class=${saved.passed ? "ok" : "problem"}>The case is saved as case.ndjson and ${saved.passed ? "passes" : "fails: " + saved.differences.map(x => plain(x)).join("; ")}. Run it with job/mapping-test.</p>`}
    ${answer && (answer.warnings || []).map(w => html`<p class="problem">${plain(w)}</p>`)}
    <div aria-live="polite">${answer && answer.results && answer.results.map((r, i) => html`<${Result} key=${i} of=${r} index=${i} onCase=${onCase} />`)}</div>
    ${answer && answer.insider && html`<section class="result"><h2 class="h3">The sandbox answers ${answer.insider.status}</h2><${Json} value=${answer.insider.answer} label="Answer" /></section>`}
    ${answer && answer.cut && html`<p class="dim">The first 100 events.</p>`}`;
}
