// The list of guests on the left.
import { brief, byId, make, phone, t, when } from "./desk.js";

function hue(text) {
  let sum = 0;
  for (const sign of text) sum = (sum * 31 + sign.codePointAt(0)) % 360;
  return sum;
}

function initials(guest) {
  const parts = guest.name.trim().split(/\s+/).filter(Boolean);
  if (!parts.length) return guest.chat.slice(0, 2) === "79" ? "+7" : "…";
  return parts.slice(0, 2).map((part) => [...part][0].toUpperCase()).join("");
}

function row(guest, current, open) {
  const button = make("button", "guest");
  button.type = "button";
  if (guest.chat === current) button.setAttribute("aria-current", "true");
  const avatar = make("span", "avatar", initials(guest));
  avatar.style.setProperty("--hue", hue(guest.chat));
  avatar.setAttribute("aria-hidden", "true");
  const name = make("strong", "", guest.shown_name);
  name.dir = "auto";
  const time = make("time", "", guest.last ? when(guest.last.at) : "");
  const last = make("span", "last");
  const text = make("span", "", guest.last ? (guest.last.outgoing ? "" : `${t.you}: `) + brief(guest.last) : phone(guest.phone));
  last.dir = "auto";
  last.append(text);
  button.append(avatar, name, time, last);
  if (guest.unread && guest.chat !== current) {
    const count = make("span", "count", String(guest.unread));
    count.setAttribute("aria-label", `${guest.unread} ${t.unread}`);
    button.append(count);
  }
  button.addEventListener("click", () => open(guest.chat));
  const item = make("li");
  item.append(button);
  return item;
}

export function drawGuests(guests, current, open) {
  const list = byId("guest-list");
  const focused = list.contains(document.activeElement);
  list.replaceChildren(...guests.map((guest) => row(guest, current, open)));
  byId("no-guests").hidden = guests.length > 0;
  if (focused) list.querySelector('[aria-current="true"]')?.focus();
}
