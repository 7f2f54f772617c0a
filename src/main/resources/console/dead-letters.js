import { call, stream } from "/api.js";
import { html, useState, useEffect, plain, number, time, place, count, Json, Other, Advice, Progress, Problem } from "/parts.js";

function Replay({ group, about, range, onDone }) {
  const [original, choose] = useState(!group.examples.some(e => e.letter.update));
  const [state, be] = useState({});
  const plan = () => {
    be({ busy: true });
    call("replay/plan", { reason: group.reason, action: group.action, original, ...range }).then(p => be({ plan: p }), error => be({ error }));
  };
  const replay = () => {
    be({ ...state, busy: true });
    call("replay", { plan: state.plan.plan }).then(r => { be({ sent: r.sent }); onDone(); }, error => be({ error }));
  };
  const p = state.plan;
  return html`<div class="replay"><div class="row">
      <label class="check"><input type="checkbox" checked=${original} onChange=${e => { choose(e.target.checked); be({}); }} /> Map the events anew</label>
      <button onClick=${plan} disabled=${state.busy}>What would be sent again?</button></div>
    <${Problem} error=${state.error} />
    ${p && html`<p role="status">${count(p.selected, "dead letter")}: <b>${count(p.sends, "record")}</b> would be sent${p.withoutOriginal ? ", " + number(p.withoutOriginal) + " can't be, as their events are gone or none" : ""}${p.withoutUpdate ? ", " + number(p.withoutUpdate) + " hold no update and can only be mapped anew" : ""}.
      ${group.replayed ? " " + number(group.replayed) + " of them were sent again before." : ""}</p>
      ${p.examples.map(e => html`<details><summary>${place(e.original)}</summary><${Other} of=${e.value} mask label="Record" /></details>`)}
      ${about.allowReplay
        ? html`<button class="act" disabled=${!p.sends || state.busy} onClick=${replay}>Send ${count(p.sends, "record")} again</button>`
        : html`<p class="dim">This console only reads. Start it with --allow-replay to send from here, or use job/replay.</p>`}`}
    ${state.sent !== undefined && html`<p role="status" class="ok">${count(state.sent, "record")} sent again. The running job does the rest.</p>`}</div>`;
}

function Group({ group, about, range, open, onDone }) {
  return html`<details class="group" open=${open} id=${group.reason}><summary><b class="num">${number(group.count)}</b> ${plain(group.reason, 200)}
      ${group.action ? " · " + plain(group.action) : ""} ${group.replayed > 0 && html`<span class="mark">${number(group.replayed)} sent again</span>`}
      <span class="dim">${time(group.first)} to ${time(group.last)}</span></summary>
    <${Advice} of="reasons" code=${group.reason} />
    ${group.examples.map(e => html`<details class="example"><summary>${plain(e.letter.detail)} <span class="dim">${place({ of: 1, ...e.letter.source })}</span>
        ${e.replayed && html`<span class="mark">sent again</span>`}</summary>
      ${e.letter.original !== undefined && html`<h2 class="h3">The event</h2><${Other} of=${{ text: e.letter.original }} mask label="Event" />`}
      <h2 class="h3">The dead letter</h2><${Json} value=${{ ...e.letter, original: undefined }} mask label="Dead letter" /></details>`)}
    <${Replay} group=${group} about=${about} range=${range} onDone=${onDone} /></details>`;
}

// A time of the address, which names nobody; what is none counts as left out.
const when = text => text && !isNaN(new Date(text + "Z")) ? new Date(text + "Z").toISOString() : undefined;

export function DeadLetters({ about }) {
  const [state, be] = useState({});
  const address = new URLSearchParams(location.search);
  const reason = address.get("reason");
  const load = signal => {
    const range = { from: when(address.get("from")), to: when(address.get("to")) };
    return stream("dead-letters", range, {
      progress: progress => be(old => ({ ...old, busy: true, progress })),
      "dead-letters": found => be({ found, range }),
    }, signal).catch(error => error.name === "AbortError" || be({ error }));
  };
  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal);
    return () => abort.abort();
  }, []);
  const read = event => {
    event.preventDefault();
    for (const field of ["from", "to"]) {
      const text = new FormData(event.target).get(field);
      if (text) address.set(field, text); else address.delete(field);
    }
    history.replaceState(null, "", location.pathname + (String(address) ? "?" + address : ""));
    be({});
    load();
  };
  const found = state.found;
  return html`<h1>Dead letters</h1>
    <form onSubmit=${read} class="form"><div class="row">
      <div><label for="from">From (UTC)</label><input id="from" name="from" type="datetime-local" defaultValue=${address.get("from") || ""} /></div>
      <div><label for="to">To (UTC)</label><input id="to" name="to" type="datetime-local" defaultValue=${address.get("to") || ""} /></div>
      <button>Read again</button></div></form>
    <div class="status">${!found && !state.error && html`<${Progress} of=${state.progress} />`}<${Problem} error=${state.error} />
    ${found && html`<p role="status"><b>${count(found.read, "dead letter")}</b>${state.range.from || state.range.to ? " of that time" : ""}${found.complete ? "" : ", the last ones of more"}, by reason and mapping.
      ${!found.allReplaysKnown && " What was sent again long ago is not marked."}</p>`}</div>
    ${found && found.groups.map(g => html`<${Group} key=${g.reason + " " + g.action} group=${g} about=${about} range=${state.range} open=${g.reason === reason} onDone=${() => {}} />`)}`;
}
