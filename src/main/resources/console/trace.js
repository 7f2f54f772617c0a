import { stream } from "/api.js";
import { html, useState, useRef, useEffect, plain, number, count, Json, Advice, Progress, Problem } from "/parts.js";

const STATES = { ENDED: "ended", UNDER_WAY: "read, and under way", NOT_READ: "not read yet" };

const who = hash => plain(String(hash).slice(0, 12));

// A receipt or a dead letter in words.
function Outcome({ of }) {
  const isLetter = of.status === undefined;
  return html`<li class=${"entry " + (isLetter ? "dead_letter" : "receipt")}><details><summary><b>${isLetter ? "Dead letter" : "Receipt"}</b> ${of.action ? plain(of.action) + ": " : ""}
      ${isLetter ? plain(of.reason) + ", " + plain(of.detail) : plain(of.status) + (of.reason ? " (" + plain(of.reason) + ")" : "")}${of.attempts
      ? ", " + count(of.attempts, "request") + ", answered " + number(of.latencyMs) + " ms after it reached Kafka" : ""}</summary>
    <${Json} value=${of} mask=${isLetter} label=${isLetter ? "Dead letter" : "Receipt"} /></details>
    ${isLetter && html`<${Advice} of="reasons" code=${of.reason} />`}
    ${of.status === "suppressed" && html`<${Advice} of="suppressions" code=${of.reason} />`}
    ${(of.repairs || []).map(kind => html`<${Advice} of="repairs" code=${kind} />`)}</li>`;
}

// What a line of the audit says of an identifier.
const CHANGES = {
  learned: "It was nobody's. From this event on it leads to this person, and what comes without a user id is stitched to it.",
  moved: "It led to somebody else. From this event on it leads to this person.",
  refused: "The event names no user, and nobody was filled in: several people share the identifier, or Insider has it under somebody else.",
  conflict: "It is not sent with this person, as it was first sent with somebody else: Insider would make one of the two.",
  limit: "It is not sent, as the person has as many identifiers as are allowed.",
};

function Link({ of }) {
  return html`<li class="entry link"><details><summary><b>Link</b> ${plain(of.rung)} ${plain(of.change)}: ${of.change === "refused" ? "stays with" : "to"} ${who(of.owner)}${of.otherOwner ? ", not " + who(of.otherOwner) : ""}</summary>
    <${Json} value=${of} label="Change of a link" /></details>
    ${CHANGES[of.change] && html`<p class="advice">${CHANGES[of.change]}</p>`}</li>`;
}

// Whether it was sent with a user id that it does not name itself.
const isStitched = of => !of.updates.some(u => u.user?.identifiers?.uuid) && of.sent.some(s => s.user?.identifiers?.uuid);

const name = event => event && typeof event === "object" ? plain(event.type || "", 40) + " " + plain(event.event || event.name || "", 80) : "no event";

function Found({ of }) {
  return html`<section class="result">
    <h2>${name(of.event)} <span class="dim">${of.kafkaTime} · ${plain(of.position)} · ${STATES[of.state]}</span></h2>
    <details><summary>The event</summary><${Json} value=${of.event} mask label="Event" /></details>
    ${of.updates.map(u => html`<details><summary>What the mapping makes of it: ${plain(u.action)}${u.suppressed ? ", kept back" : ""}</summary><${Json} value=${u.user} mask label=${"User object of " + u.action} /></details>`)}
    ${of.sent.map(s => html`<details><summary>Sent in request ${s.request}, answered ${s.status || "not at all"}</summary><${Json} value=${s.user} mask label="What was sent" /></details>`)}
    <ol class="entries">${isStitched(of) && html`<li class="entry link"><b>Link</b> followed: it names no user, and went to the one whom its identifiers led to then.</li>`}${of.links.map(l => html`<${Link} of=${l} />`)}${of.outcomes.map(o => html`<${Outcome} of=${o} />`)}</ol>
    ${!of.outcomes.length && html`<p class="dim">No receipt and no dead letter yet.</p>`}</section>`;
}

export function Trace({ about }) {
  const [by, choose] = useState("messageId");
  const [state, be] = useState({ events: [] });
  const abort = useRef(null);
  useEffect(() => () => abort.current && abort.current.abort(), []);
  const run = event => {
    event.preventDefault();
    const form = new FormData(event.target), text = field => (form.get(field) || "").trim();
    const when = field => text(field) ? new Date(text(field) + "Z").toISOString() : undefined;
    const body = { from: when("from"), to: when("to"), sent: !!form.get("sent") };
    if (text("partition")) body.partition = Number(text("partition"));
    if (by === "position") body.offset = Number(text("what")); else body[by] = text("what");
    abort.current = new AbortController();
    const events = [];
    be({ busy: true, events });
    stream("trace", body, {
      progress: progress => be({ busy: true, progress, events }),
      event: e => events.push(e),
      trace: done => be({ events, done }),
    }, abort.current.signal).catch(error => be({ events, error: error.name === "AbortError" ? "Stopped." : error }));
  };
  const label = { messageId: "Message id", person: "User id, device, e-mail address or phone number", position: "Offset" }[by];
  return html`<h1>Trace</h1><p class="lead">What became of one message, one record or one person. What you type stays out of the address.</p>
    <form onSubmit=${run} class="form">
      <fieldset class="row"><legend>Look for</legend>${[["messageId", "A message"], ["person", "A person"], ["position", "A position"]].map(([value, title]) =>
        html`<label class="check"><input type="radio" name="by" value=${value} checked=${by === value} onChange=${() => choose(value)} /> ${title}</label>`)}</fieldset>
      <div class="row"><div><label for="what">${label}</label><input id="what" name="what" required autocomplete="off" type=${by === "position" ? "number" : "text"} min="0" /></div>
        <div><label for="partition">${by === "position" ? "Partition" : "Partition, if known"}</label><input id="partition" name="partition" type="number" min="0" required=${by === "position"} /></div></div>
      <div class="row"><div><label for="from">From (UTC), else a day ago</label><input id="from" name="from" type="datetime-local" /></div>
        <div><label for="to">To (UTC)</label><input id="to" name="to" type="datetime-local" /></div>
        ${about.sandbox && html`<label class="check"><input type="checkbox" name="sent" /> With what the sandbox got</label>`}
        <button disabled=${state.busy}>Find</button>
        <button type="button" disabled=${!state.busy} onClick=${() => abort.current.abort()}>Stop</button></div></form>
    <div class="status">${state.busy && html`<${Progress} of=${state.progress} />`}<${Problem} error=${state.error} />
    ${state.done && html`<p role="status"><b>${count(state.done.events, "event")}</b> found.
      ${!state.done.complete && " There may be more: give a time or a partition."}
      ${!state.done.events && " Kafka may have got it earlier: give a time."}
      ${!about.audit && " What it taught of whose an identifier is, is told if identity.audit-topic is set."}</p>`}</div>
    ${!state.busy && state.events.map(e => html`<${Found} key=${e.position} of=${e} />`)}`;
}
