// The phone: which guest is open, what was said, what the guest does next.
import * as desk from "./desk.js";
import { draw } from "./bubbles.js";
import { listen } from "./live.js";
import { openMenu, swipe, wireMenus } from "./menus.js";
import { drawGuests } from "./guests.js";

const { byId, make, t } = desk;
const lines = byId("lines");
const field = byId("words-field");
const state = {
  guests: [],
  chat: null,
  messages: [],
  answering: null,
  editing: null,
  typing: 0,
  heard: 0,
};

const guest = () => state.guests.find((one) => one.chat === state.chat);
const find = (id) => state.messages.find((one) => one.id === id);
const atBottom = () => lines.scrollHeight - lines.scrollTop - lines.clientHeight < 120;

async function attempt(deed) {
  try {
    return await deed();
  } catch (error) {
    desk.toast(t.failed);
    return null;
  }
}

const act = (line) => attempt(() => desk.act(state.chat, line));

const tools = {
  jump: (id) => lines.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center" }),
  vote: (message, chosen) => act({ kind: "vote", of: message.id, chosen }),
  tap: (message, button_id) => act({ kind: "button", of: message.id, button_id }),
  menu: (message, button) => openMenu(message, button, tools),
  react: (message, text) => act({ kind: "reaction", of: message.id, text: message.reaction === text ? "" : text }),
  remove: (message) => act({ kind: "delete", of: message.id }),
  answer(message) {
    state.editing = null;
    state.answering = message;
    banner(message.outgoing ? desk.hotel : t.you, message);
  },
  edit(message) {
    state.answering = null;
    state.editing = message;
    banner(t.edit, message);
    field.value = message.text;
    grow();
  },
};

function banner(title, message) {
  byId("banner").hidden = !message;
  byId("banner-title").textContent = title;
  byId("banner-text").textContent = message ? desk.brief(message) : "";
  if (message) field.focus();
}

function calm() {
  if (state.editing) field.value = "";
  state.answering = state.editing = null;
  banner("", null);
  grow();
}

function drawLines() {
  const stay = atBottom();
  const top = lines.scrollTop;
  lines.replaceChildren();
  let before = null;
  for (const message of state.messages) {
    if (!before || desk.day(before.at) !== desk.day(message.at)) {
      lines.append(make("div", "day", desk.day(message.at)));
      before = null;
    }
    const line = draw(message, tools);
    if (!before || before.outgoing !== message.outgoing) line.classList.add("first");
    lines.append(line);
    before = message;
  }
  if (!state.messages.length) lines.append(make("p", "hint", t.first_line));
  drawTyping();
  lines.scrollTop = stay ? lines.scrollHeight : top;
}

function drawTyping() {
  byId("typing-line")?.remove();
  const busy = state.typing > Date.now();
  const presence = byId("presence");
  if (!presence.classList.contains("off")) presence.textContent = busy ? t.typing : t.online;
  presence.classList.toggle("busy", busy);
  if (!busy) return;
  const line = make("div", "line theirs first");
  line.id = "typing-line";
  const dots = make("div", "bubble dots");
  dots.append(make("i"), make("i"), make("i"));
  line.append(dots);
  const stay = atBottom();
  lines.append(line);
  if (stay) lines.scrollTop = lines.scrollHeight;
  setTimeout(drawTyping, state.typing - Date.now() + 50);
}

function redrawGuests() {
  drawGuests(state.guests, state.chat, open);
}

async function open(chat, { focus = true } = {}) {
  byId("desk").classList.add("open");
  calm();
  state.chat = chat;
  state.messages = [];
  state.typing = 0;
  const one = guest();
  byId("me").textContent = one ? `${one.name || ""}\n${one.phone ? desk.phone(one.phone) : one.chat}`.trim() : "";
  history.replaceState(null, "", `#${encodeURIComponent(chat)}`);
  redrawGuests();
  await reload();
  lines.scrollTop = lines.scrollHeight;
  if (focus && matchMedia("(hover: hover)").matches) field.focus();
}

async function reload() {
  const chat = state.chat;
  if (!chat) return;
  const heardBefore = state.heard;
  const found = await desk.messages(chat);
  if (chat !== state.chat) return;
  // a line that came while the answer was under way may not be in it
  if (state.heard !== heardBefore) return reload();
  state.messages = found;
  drawLines();
  look();
}

// Looking at the chat is what turns the hotel's ticks blue.
function look() {
  if (!state.chat || document.hidden) return;
  if (state.messages.some((one) => one.outgoing && ["sent", "delivered"].includes(one.status))) {
    desk.read(state.chat).catch(() => {});
  }
  const one = guest();
  if (one && one.unread) {
    one.unread = 0;
    redrawGuests();
  }
}

async function refresh() {
  state.guests = await desk.guests();
  redrawGuests();
  await reload();
}

function put(message) {
  state.heard += 1;
  const known = state.messages.findIndex((one) => one.id === message.id);
  if (known >= 0) state.messages[known] = message;
  else state.messages.push(message);
}

const heard = {
  hello: () => refresh().catch(() => {}),
  message(news) {
    const { message } = news;
    const one = state.guests.find((each) => each.chat === message.chat);
    if (!one) return refresh();
    one.last = message;
    if (message.outgoing) one.unread += 1;
    state.guests.sort((a, b) => (b.last?.at ?? b.made_at) - (a.last?.at ?? a.made_at));
    if (message.chat === state.chat) {
      if (message.outgoing) state.typing = 0;
      put(message);
      drawLines();
      lines.querySelector(`[data-id="${CSS.escape(message.id)}"]`)?.classList.add("fresh");
      if (message.outgoing) byId("spoken").textContent = `${t.new_from_hotel}: ${desk.brief(message)}`;
      look();
    }
    redrawGuests();
  },
  change(news) {
    if (news.message.chat !== state.chat) return;
    put(news.message);
    drawLines();
  },
  status(news) {
    const message = news.chat === state.chat && find(news.id);
    if (message) message.status = news.status;
    const one = state.guests.find((each) => each.chat === news.chat);
    if (one && news.status === "read" && one.unread) {
      one.unread -= 1;
      redrawGuests();
    }
  },
  seen(news) {
    if (news.chat !== state.chat) return;
    for (const message of state.messages) if (!message.outgoing) message.status = "read";
    drawLines();
  },
  typing(news) {
    if (news.chat !== state.chat) return;
    state.typing = Date.now() + news.seconds * 1000;
    drawTyping();
  },
  guest: () => refresh(),
};

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
}

async function send() {
  const text = field.value.trim();
  if (!text || !state.chat) return;
  const { editing, answering } = state;
  field.value = "";
  calm();
  const line = editing ? { kind: "edit", of: editing.id, text } : { text, quote: answering?.id || "" };
  const done = await act(line);
  if (!done && !field.value) field.value = text;
  grow();
}

async function sendFile(file) {
  const kept = await attempt(() => desk.upload(file));
  if (kept) await act({ kind: kept.kind, file: kept.id, text: field.value.trim() });
  if (kept) field.value = "";
  grow();
}

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
  if (event.key === "Escape") calm();
});
field.addEventListener("input", grow);
byId("banner-close").addEventListener("click", calm);
byId("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) sendFile(file);
});
byId("back").addEventListener("click", () => {
  byId("desk").classList.remove("open");
  state.chat = null;
  history.replaceState(null, "", location.pathname);
  redrawGuests();
});
byId("new-guest").addEventListener("click", () => {
  byId("guest-form").reset();
  byId("guest-dialog").returnValue = "";
  byId("guest-dialog").showModal();
});
byId("guest-cancel").addEventListener("click", () => byId("guest-dialog").close());
byId("guest-dialog").addEventListener("close", async (event) => {
  if (event.target.returnValue !== "add") return;
  const made = await attempt(() => desk.makeGuest(byId("guest-name").value.trim(), byId("guest-phone").value));
  if (!made) return;
  await refresh();
  open(made.chat);
});
document.addEventListener("visibilitychange", look);

wireMenus({ photo: () => byId("file").click(), voice: () => act({ kind: "voice" }),
  location: () => act({ kind: "location", name: t.here }), call: () => act({ kind: "call" }) });
swipe(lines, (id) => find(id) && !find(id).deleted && tools.answer(find(id)));

await refresh().catch(() => {});
const wanted = decodeURIComponent(location.hash.slice(1));
const wide = matchMedia("(min-width: 761px)").matches;
if (state.guests.some((one) => one.chat === wanted)) await open(wanted, { focus: false });
else if (wide && state.guests.length) await open(state.guests[0].chat, { focus: false });
listen(heard, refresh);
