import { call } from "/api.js";
import { html, useState, number, count, plain, Json, Problem } from "/parts.js";

// By which message each attribute came, if the sandbox records.
function origins(setBy) {
  const notes = {};
  for (const name of Object.keys(setBy || {})) notes["$." + name] = { text: "message " + setBy[name] };
  return notes;
}

function Person({ of, setBy, joined }) {
  const { identifiers, attributes, events } = of;
  return html`<section class="result"><h2>${count(Object.values(identifiers).flat().length, "identifier")}, ${count(events.length, "event")}</h2>
    <div class="columns"><div><h3>Identifiers</h3><${Json} value=${identifiers} mask label="Identifiers" />
    <h3>Attributes</h3><${Json} value=${attributes} mask notes=${origins(setBy)} label="Attributes" />
    ${joined?.length > 0 && html`<h3>Profiles that became this one</h3>${joined.map(merge => html`<details><summary>by message ${plain(merge.message || "?")}</summary>
      <${Json} value=${merge.joined} mask label="Identifiers of the joined profile" /></details>`)}`}</div>
    <div><h3>Events</h3>${events.slice(-50).reverse().map(e => html`<details><summary>${plain(e.event_name)} <span class="dim">${plain(e.timestamp)}</span></summary>
      <${Json} value=${e.event_params} mask label=${"Event " + e.event_name} /></details>`)}
      ${events.length > 50 && html`<p class="dim">The last 50.</p>`}</div></div></section>`;
}

export function People() {
  const [state, be] = useState({});
  const run = event => {
    event.preventDefault();
    be({ busy: true });
    call("people", { person: new FormData(event.target).get("person") }).then(found => be({ found }), error => be({ error }));
  };
  const found = state.found;
  return html`<h1>People</h1><p class="lead">Who the sandbox knows, by any identifier. What you type stays out of the address.</p>
    <form class="form" onSubmit=${run}><div><label for="person">User id, device, e-mail address or phone number</label>
      <input id="person" name="person" required minlength="3" autocomplete="off" /></div><button disabled=${state.busy}>Find</button></form>
    <div class="status"><${Problem} error=${state.error} />
    ${found && html`<p role="status"><b>${count(found.people.length, "person", "people")}</b> of ${number(found.profiles)}${found.cut ? ", the first ones of more" : ""}. ${count(found.merges, "merge")} in all.</p>`}</div>
    ${found && found.people.map((p, i) => html`<${Person} key=${i} of=${p} setBy=${found.setBy[i]} joined=${found.joined[i]} />`)}`;
}
