import { html, useState, useEffect, useRef, useMemo, useCallback } from "/vendor/preact-htm.js";
import { call } from "/api.js";

export { html, useState, useEffect, useRef, useMemo, useCallback };

const LONG = 2000;
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// Text of others: what can't be seen is written out, and what is long is cut.
export function plain(value, most = LONG) {
  let text = String(value);
  if (text.length > most) text = text.slice(0, most) + "… (" + text.length + " characters)";
  return text.replace(UNSEEN, c => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

export const number = value => Number(value).toLocaleString("en");
export const time = ms => new Date(ms).toISOString().replace("T", " ").slice(0, 19);
export const place = s => plain(s.topic) + "/" + s.partition + "/" + s.offset + (s.of > 1 ? "#" + s.index : "");
export const count = (n, one, more = one + "s") => number(n) + " " + (n === 1 ? one : more);

export function download(name, text, type = "application/json") {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(new Blob([text], { type }));
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}

let guidance;
export function useGuidance() {
  const [known, set] = useState(null);
  useEffect(() => {
    (guidance = guidance || call("guidance")).then(set, () => { guidance = null; });
  }, []);
  return known;
}

// Text of ours, with its `code`.
const inWords = text => text.split("`").map((part, i) => i % 2 ? html`<code>${part}</code>` : part);

export function Advice({ of, code }) {
  const known = useGuidance();
  const text = known && known[of][code];
  return text
    ? html`<p class="advice"><b>${plain(code)}</b> ${inWords(text.meaning)} <i>What to do:</i> ${inWords(text.advice)}</p>`
    : html`<p class="advice"><b>${plain(code)}</b></p>`;
}

// Lines of a JSON value, each with the path of what stands in it.
export function jsonLines(value, path = "$", indent = "", key = null, comma = "", out = []) {
  const head = indent + (key === null ? "" : JSON.stringify(key) + ": ");
  const isList = Array.isArray(value);
  if (value === null || typeof value !== "object") {
    out.push({ head, leaf: JSON.stringify(value), tail: comma, path });
    return out;
  }
  const keys = Object.keys(value);
  const [open, close] = isList ? "[]" : "{}";
  if (!keys.length) {
    out.push({ head: head + open + close + comma, path });
    return out;
  }
  out.push({ head: head + open, path });
  keys.forEach((k, i) => jsonLines(value[k], isList ? path + "[" + k + "]" : path + "." + k,
    indent + "  ", isList ? null : k, i < keys.length - 1 ? "," : "", out));
  out.push({ head: indent + close + comma, path, end: true });
  return out;
}

// JSON as text, line by line. With `mask`, values are hidden until somebody asks to see them.
export function Json({ value, mask, notes, hot, onPick, label }) {
  const [shown, show] = useState(!mask);
  const lines = useMemo(() => jsonLines(value), [value]);
  const some = lines.slice(0, 1500);
  return html`<div class="json">
    ${mask && html`<button class="small" aria-pressed=${shown} onClick=${() => show(!shown)}>
      ${shown ? "Hide values" : "Show values"}</button>`}
    <div class="lines" tabindex="0" role="group" aria-label=${label}>${some.map(line => {
      const note = notes && !line.end && notes[line.path];
      const isHot = hot && (line.path === hot || line.path.startsWith(hot + ".") || line.path.startsWith(hot + "["));
      const body = html`${plain(line.head)}${line.leaf !== undefined &&
        html`<span class=${shown ? "value" : "masked"}>${shown ? plain(line.leaf) : "•••••"}</span>${line.tail}`}`;
      return html`<div class=${"line" + (isHot ? " hot" : "")}><code>${body}</code>${note && (onPick
        ? html`<button class="note" onClick=${() => onPick(note.from)} title="Show where it comes from">← ${plain(note.text)}</button>`
        : html`<span class="note">← ${plain(note.text)}</span>`)}</div>`;
    })}${lines.length > some.length && html`<div class="line">… ${lines.length - some.length} more lines</div>`}</div></div>`;
}

// What somebody else wrote: as JSON if it is, else as text.
export function Other({ of, mask, hot, label }) {
  const parsed = useMemo(() => {
    try { return { value: JSON.parse(of.text) }; } catch (e) { return { value: of.text }; }
  }, [of.text]);
  return html`<${Json} value=${parsed.value} mask=${mask} hot=${hot} label=${label} />
    ${of.cut && html`<p class="dim">The first ${number(of.text.length)} of ${number(of.bytes)} bytes.</p>`}`;
}

export function Progress({ of }) {
  return html`<div class="progress" role="status"><progress max="1" value=${of ? of.share : 0} aria-label="read so far"></progress>
    <span class="num">${of ? count(of.read, "record") + " of " + plain(of.topic) : "asking…"}</span></div>`;
}

export function Problem({ error }) {
  return error ? html`<p class="problem" role="alert">${plain(error.message || error)}</p>` : null;
}

// A table whose columns sort. Columns: [title, key or function, isNumber].
export function Table({ caption, columns, rows, empty }) {
  const [by, sort] = useState({ column: -1, down: true });
  const get = (row, column) => typeof column[1] === "function" ? column[1](row) : row[column[1]];
  const sorted = useMemo(() => {
    if (by.column < 0) return rows;
    const column = columns[by.column];
    const order = (a, b) => column[2] ? a - b : String(a).localeCompare(String(b));
    return [...rows].sort((a, b) => order(get(a, column), get(b, column)) * (by.down ? -1 : 1));
  }, [rows, by]);
  if (!rows.length) return html`<p class="dim">${empty}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table><caption>${caption}</caption><thead><tr>${columns.map((column, i) =>
    html`<th scope="col" aria-sort=${by.column === i ? (by.down ? "descending" : "ascending") : "none"}
      class=${column[2] ? "num" : ""}><button onClick=${() => sort({ column: i, down: by.column === i ? !by.down : !!column[2] })}>${column[0]}</button></th>`)}</tr></thead>
    <tbody>${sorted.map(row => html`<tr>${columns.map(column => {
      const value = get(row, column);
      return html`<td class=${column[2] ? "num" : ""}>${column[2] ? number(value) : plain(value, 300)}</td>`;
    })}</tr>`)}</tbody></table></div>`;
}

export function csv(columns, rows) {
  const cell = value => {
    let text = String(value);
    // A spreadsheet takes such a text for a formula.
    if (/^[=+\-@\t\r]/.test(text) && typeof value !== "number") text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  return [columns.map(c => c[0]), ...rows.map(row =>
    columns.map(c => typeof c[1] === "function" ? c[1](row) : row[c[1]]))]
    .map(line => line.map(cell).join(",")).join("\r\n") + "\r\n";
}
