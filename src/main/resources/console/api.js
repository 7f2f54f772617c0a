// All that the page asks for goes through here; docs/console-api.yaml describes the calls.
let token = sessionStorage.getItem("token") || "";

export function setToken(value) {
  token = value;
  sessionStorage.setItem("token", value);
}

async function ask(path, body, signal) {
  const headers = {};
  if (token) headers.Authorization = "Bearer " + token;
  if (body) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch("/api/" + path, {
      method: body ? "POST" : "GET", headers, signal, body: body && JSON.stringify(body),
    });
  } catch (e) {
    if (e.name === "AbortError") throw e;
    throw new Error("The console does not answer.");
  }
  if (answer.ok) return answer;
  if (answer.status === 401) dispatchEvent(new Event("token"));
  throw new Error((await answer.json().catch(() => ({}))).error || "status " + answer.status);
}

export async function call(path, body, signal) {
  return (await ask(path, body, signal)).json();
}

// Server-sent events, by fetch: EventSource has neither a body nor a token.
export async function stream(path, body, on, signal) {
  const reader = (await ask(path, body || {}, signal)).body.getReader();
  const decoder = new TextDecoder();
  for (let rest = ""; ;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const [name, data] = part.split("\n");
      const event = name.slice(7), parsed = JSON.parse(data.slice(6));
      if (event === "failed") throw new Error(parsed.error);
      if (on[event]) on[event](parsed);
    }
  }
}
