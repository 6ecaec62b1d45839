// Menus: what can be done with a message, what can be attached, light or dark; and the swipe.
import { byId, make, t } from "./desk.js";

const EMOJIS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
let closeOpen = null;

function show(menu, button) {
  closeOpen?.();
  button.setAttribute("aria-expanded", "true");
  menu.hidden = false;
  closeOpen = (back = false) => {
    button.setAttribute("aria-expanded", "false");
    if (menu.id) menu.hidden = true;
    else menu.remove();
    closeOpen = null;
    if (back) button.focus();
  };
  menu.querySelector("button")?.focus({ preventScroll: true });
}

function item(text, deed, className = "") {
  const button = make("button", className, text);
  button.type = "button";
  button.setAttribute("role", "menuitem");
  button.addEventListener("click", () => {
    closeOpen?.();
    deed();
  });
  return button;
}

function place(menu, button) {
  document.body.append(menu);
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(8, at.left + at.width / 2 - width / 2), innerWidth - width - 8);
  const below = at.bottom + 6 + height < innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - height - 6)}px`;
}

export function openMenu(message, button, tools) {
  const menu = make("div", "menu");
  menu.setAttribute("role", "menu");
  const emojis = make("div", "emojis");
  for (const emoji of EMOJIS) {
    const one = item(emoji, () => tools.react(message, emoji));
    one.setAttribute("aria-label", `${t.emoji} ${emoji}`);
    one.setAttribute("aria-pressed", String(message.reaction === emoji));
    emojis.append(one);
  }
  menu.append(emojis, item(t.reply, () => tools.answer(message)));
  if (!message.outgoing && message.kind === "text") menu.append(item(t.edit, () => tools.edit(message)));
  if (!message.outgoing) menu.append(item(t.delete, () => tools.remove(message), "danger"));
  show(menu, button);
  place(menu, button);
  menu.querySelector("button").focus({ preventScroll: true });
}

export function wireMenus(deeds) {
  const attach = byId("attach");
  const menu = byId("attach-menu");
  attach.addEventListener("click", () => (menu.hidden ? show(menu, attach) : closeOpen?.(true)));
  menu.addEventListener("click", (event) => {
    const name = event.target.closest("button")?.dataset.act;
    closeOpen?.();
    deeds[name]?.();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".menu, [aria-expanded='true']")) closeOpen?.();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeOpen?.(true);
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !closeOpen) return;
    const buttons = [...document.querySelectorAll(".menu:not([hidden]) button")];
    const step = event.key === "ArrowDown" ? 1 : buttons.length - 1;
    buttons[(buttons.indexOf(document.activeElement) + step) % buttons.length]?.focus();
    event.preventDefault();
  });
  byId("theme").addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("sandbox-theme", next);
  });
}

// A pull to the side answers the line under the finger.
export function swipe(lines, answer) {
  let start = null;
  lines.addEventListener("touchstart", (event) => {
    const line = event.target.closest(".line[data-id]");
    start = line && { line, x: event.touches[0].clientX, y: event.touches[0].clientY, far: 0 };
  }, { passive: true });
  lines.addEventListener("touchmove", (event) => {
    if (!start) return;
    const far = event.touches[0].clientX - start.x;
    if (Math.abs(event.touches[0].clientY - start.y) > 30) start.far = 0;
    else start.far = Math.min(80, Math.max(0, far));
    start.line.style.transform = start.far > 8 ? `translateX(${start.far}px)` : "";
  }, { passive: true });
  const end = () => {
    if (!start) return;
    start.line.style.transform = "";
    if (start.far > 56) answer(start.line.dataset.id);
    start = null;
  };
  lines.addEventListener("touchend", end);
  lines.addEventListener("touchcancel", end);
}
