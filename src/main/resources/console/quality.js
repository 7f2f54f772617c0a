import { stream } from "/api.js";
import { html, useState, Table, Progress, Problem, csv, download } from "/parts.js";

const FIELDS = [["event", "event"], ["field", "field"], ["read", "read", true], ["repaired", "repaired", true], ["left out", "leftOut", true],
  ["repairs", r => r.repairs.join(" ")], ["unreadable as", r => r.classes.join(" or ")]];
const EVENTS = [["event", "event"], ["count", "count", true], ["dead letters", "refused", true], ["reasons", r => r.reasons.join(" ")]];

export function Quality() {
  const [state, be] = useState({});
  const run = event => {
    event.preventDefault();
    be({ busy: true });
    stream("quality", { events: Number(new FormData(event.target).get("events")) }, {
      progress: progress => be({ busy: true, progress }),
      quality: found => be({ found }),
    }).catch(error => be({ error }));
  };
  const found = state.found;
  return html`<h1>Quality</h1><p class="lead">How well events can be read, for whoever writes the tracking code. It holds no value of anybody.</p>
    <form class="form row" onSubmit=${run}><label for="last">The last</label><input id="last" name="events" type="number" min="1" max="200000" value="10000" required />
      <button disabled=${state.busy}>events of the topic</button>
      <button type="button" disabled=${!found} onClick=${() => download("quality.csv", csv(FIELDS, found.fields), "text/csv")}>Download as CSV</button></form>
    <div class="status">${state.busy && html`<${Progress} of=${state.progress} />`}<${Problem} error=${state.error} /></div>
    ${found && html`<${Table} caption="Events" columns=${EVENTS} rows=${found.events} empty="The topic is empty." />
      <${Table} caption="Fields that can't always be read" columns=${FIELDS} rows=${found.fields} empty="Every field could be read." />`}`;
}
