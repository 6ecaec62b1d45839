// One line of the chat, drawn from what the sandbox keeps.
import { brief, clock, hotel, icon, make, t, wid } from "./desk.js";

const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/g;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f){1,8}$/u;

function words(text) {
  const node = make("div", "words");
  node.dir = "auto";
  text.split(LINK).forEach((part, index) => {
    if (index % 2 === 0) return node.append(part);
    const link = make("a", "", part);
    link.href = part;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    node.append(link);
  });
  return node;
}

export function tick(message) {
  // The guest's own lines reach the hotel at once; blue once the hotel has read them.
  const level = message.status === "read" ? "read" : "delivered";
  const svg = icon(message.pending ? "one" : "two", `tick ${level === "read" ? "seen" : ""}`);
  svg.removeAttribute("aria-hidden");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", message.pending ? t.sent : t[level]);
  return svg;
}

function meta(message) {
  const node = make("span", "meta");
  if (message.edited && !message.deleted) node.append(make("span", "", t.edited));
  const time = make("time", "", clock(message.at));
  time.dateTime = new Date(message.at * 1000).toISOString();
  node.append(time);
  if (!message.outgoing) node.append(tick(message));
  return node;
}

function quote(message, jump) {
  const answered = message.quoted;
  const node = make("button", "quote");
  node.type = "button";
  node.append(make("strong", "", message.quote_of === wid ? hotel : t.you));
  const text = make("span", "", answered.textMessage || answered.caption || answered.fileName || "…");
  text.dir = "auto";
  node.append(text);
  node.addEventListener("click", () => jump(answered.stanzaId));
  return node;
}

function picture(message) {
  const link = make("a");
  link.href = message.file.url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  const image = make("img", "media");
  image.src = message.file.url;
  image.alt = message.text || t.image;
  image.loading = "lazy";
  link.append(image);
  return link;
}

function sound(message) {
  const audio = make("audio");
  audio.controls = true;
  audio.preload = "metadata";
  audio.src = message.file.url;
  audio.setAttribute("aria-label", t.voice);
  return audio;
}

function film(message) {
  const video = make("video", "media");
  video.controls = true;
  video.preload = "metadata";
  video.src = message.file.url;
  return video;
}

function paper(message) {
  const link = make("a", "paper");
  link.href = message.file.url;
  link.append(icon("file"), make("span", "", message.file.name));
  return link;
}

function place(message) {
  const node = make("div", "place");
  const text = make("span", "", message.name || t.location);
  const { latitude, longitude } = message;
  text.append(make("small", "", message.address || `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
  node.append(icon("pin"), text);
  return node;
}

function card(message) {
  const node = make("div", "place");
  const text = make("span", "", message.name || t.contact);
  text.append(make("small", "", `+${message.phone}`));
  node.append(icon("call"), text);
  return node;
}

function poll(message, tools) {
  const form = make("fieldset", "poll");
  form.append(make("small", "", message.multiple ? t.poll_many : t.poll_one));
  const chosen = () => [...form.querySelectorAll("input:checked")].map((input) => input.value);
  for (const option of message.options) {
    const label = make("label");
    const input = make("input");
    input.type = message.multiple ? "checkbox" : "radio";
    input.name = `poll-${message.id}`;
    input.value = option;
    input.checked = (message.chosen || []).includes(option);
    input.addEventListener("change", () => tools.vote(message, chosen()));
    label.append(input, make("span", "", option));
    form.append(label);
  }
  return form;
}

function taps(message, tools) {
  const node = make("div", "taps");
  for (const button of message.buttons) {
    const tap = make(button.type === "url" ? "a" : "button", "", button.buttonText);
    if (button.type === "url") {
      // Only web addresses become links; "javascript:" and the like stay dead text.
      if (/^https?:\/\//i.test(button.url || "")) tap.href = button.url;
      tap.target = "_blank";
      tap.rel = "noopener noreferrer";
    } else {
      tap.type = "button";
      tap.disabled = Boolean(message.tapped) || button.type !== "reply";
      tap.addEventListener("click", () => tools.tap(message, String(button.buttonId)));
    }
    node.append(tap);
  }
  return node;
}

function inside(message, tools) {
  const parts = [];
  const { kind } = message;
  if (message.quoted) parts.push(quote(message, tools.jump));
  if (kind === "image" || kind === "sticker") parts.push(picture(message));
  if (kind === "video") parts.push(film(message));
  if (kind === "voice") parts.push(sound(message));
  if (kind === "document") parts.push(paper(message));
  if (kind === "location") parts.push(place(message));
  if (kind === "contact") parts.push(card(message));
  if (kind === "call") parts.push(words(t.missed_call));
  else if (message.text) parts.push(words(message.text));
  if (kind === "poll") parts.push(poll(message, tools));
  if (message.buttons) parts.push(taps(message, tools));
  return parts;
}

export function draw(message, tools) {
  const side = message.outgoing ? "theirs" : "mine";
  const line = make("div", `line ${side} ${message.kind === "sticker" ? "sticker" : ""}`);
  line.dataset.id = message.id;
  const bubble = make("div", "bubble");
  if (message.deleted) {
    line.classList.add("gone");
    bubble.append(words(t.deleted));
  } else {
    bubble.append(...inside(message, tools));
    if (message.kind === "text" && EMOJI.test(message.text.trim())) line.classList.add("huge-emoji");
  }
  // Inside the words, so that the time sits on their last line where it fits.
  const last = bubble.lastElementChild;
  (last?.classList.contains("words") ? last : bubble).append(meta(message));
  if (message.reaction && !message.deleted) {
    bubble.append(make("span", "reactions", message.reaction));
    line.classList.add("reacted");
  }
  line.append(bubble);
  if (!message.deleted && message.kind !== "call") line.append(more(message, tools));
  line.setAttribute("role", "group");
  line.setAttribute("aria-label", `${message.outgoing ? hotel : t.you}: ${brief(message)}`);
  return line;
}

function more(message, tools) {
  const button = make("button", "round tools");
  button.type = "button";
  button.setAttribute("aria-label", t.more);
  button.setAttribute("aria-haspopup", "menu");
  button.append(icon("more"));
  button.addEventListener("click", () => tools.menu(message, button));
  return button;
}
