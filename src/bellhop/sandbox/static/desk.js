// The sandbox's control calls, as the phone uses them, and small tools for the page.
const desk = document.getElementById("desk");
export const instance = desk.dataset.instance;
export const hotel = desk.dataset.hotel;
export const wid = desk.dataset.wid;
export const t = JSON.parse(document.getElementById("words").textContent);
const root = `/sandbox/instances/${encodeURIComponent(instance)}`;

export const byId = (id) => document.getElementById(id);

async function ask(path, options = {}) {
  const answer = await fetch(root + path, options);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

const json = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
const of = (chat) => `/guests/${encodeURIComponent(chat)}`;

export const guests = () => ask("/guests");
export const makeGuest = (name, phone) => ask("/guests", json({ name, phone }));
export const messages = (chat) => ask(`${of(chat)}/messages`);
export const act = (chat, line) => ask(`${of(chat)}/messages`, json(line));
export const read = (chat) => ask(`${of(chat)}/read`, { method: "POST" });
export const upload = (file) =>
  ask(`/files?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "Content-Type": file.type || "application/octet-stream" },
    body: file,
  });

export const events = `${root}/events`;

// Everything a guest or a hotel wrote goes through textContent: no markup of theirs ever runs.
export function make(tag, className = "", text = null) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== null) node.textContent = text;
  return node;
}

export function icon(name, className = "icon") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

const language = document.documentElement.lang;
export const clock = (at) =>
  new Date(at * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });

export function day(at) {
  const date = new Date(at * 1000);
  const start = (d) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  const ago = Math.round((start(new Date()) - start(date)) / 86400000);
  if (ago === 0) return t.today;
  if (ago === 1) return t.yesterday;
  return date.toLocaleDateString(language, { day: "numeric", month: "long" });
}

// A chat that changes once in a while: clock for today, day otherwise.
export const when = (at) => (day(at) === t.today ? clock(at) : day(at));

export function phone(digits) {
  const parts = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits);
  return parts ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}` : `+${digits}`;
}

export function toast(text) {
  const node = byId("toast");
  node.textContent = text;
  node.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (node.hidden = true), 4000);
}

export function brief(message) {
  if (message.deleted) return t.deleted;
  if (message.kind === "call") return t.missed_call;
  if (message.text) return message.text;
  return { voice: t.voice }[message.kind] || message.name || t[message.kind] || "";
}
