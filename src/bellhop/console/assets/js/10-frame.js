/* The frame: dialogs, toasts, keys, the proof in every request. */
(() => {
  "use strict";
  const body = document.body;
  const said = document.getElementById("spoken");
  const words = said ? said.dataset : {};
  const bellhop = (window.bellhop = { words, base: body.dataset.base || "" });
  bellhop.headers = () => ({ "X-CSRF": body.dataset.csrf, "X-Bellhop": "live" });

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRF"] = body.dataset.csrf;
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) return bellhop.signInAgain();
    bellhop.toast(words.failed);
  });
  document.addEventListener("htmx:sendError", () => bellhop.toast(words.failed));

  bellhop.signInAgain = () => {
    const again = document.getElementById("again");
    if (again && !again.open) again.showModal();
  };

  bellhop.toast = (text, action) => {
    const place = document.getElementById("toasts");
    if (!place || !text) return null;
    while (place.children.length > 1) place.firstElementChild.remove();
    const toast = document.createElement("div");
    toast.className = "toast";
    const span = document.createElement("span");
    span.textContent = text;
    toast.append(span);
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn sm";
      button.textContent = action.label;
      button.addEventListener("click", () => { toast.remove(); action.act(); });
      toast.append(button);
    }
    place.append(toast);
    let left = action && action.seconds ? action.seconds : 6;
    const clock = setInterval(() => {
      if (toast.matches(":hover, :focus-within")) return;
      left -= 1;
      if (left <= 0) { clearInterval(clock); toast.remove(); }
    }, 1000);
    return toast;
  };

  bellhop.say = (text, urgent) => {
    const place = document.getElementById(urgent ? "shouted" : "said");
    if (place) place.textContent = text;
  };

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close) close.closest("dialog").close();
    const opens = event.target.closest("[data-dialog]");
    if (opens) document.getElementById(opens.dataset.dialog).showModal();
    for (const open of document.querySelectorAll("details.drop[open], details.more[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.matches("dialog[open]")) event.target.close();
  });
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches || !menu.matches("details.drop") || !menu.open) return;
    const first = menu.querySelector(".menu [autofocus], .menu button, .menu a, .menu input");
    if (first) first.focus();
  }, true);

  /* Moments of one's own account, on the clock of whoever reads. */
  for (const time of document.querySelectorAll("time[data-own-zone]")) {
    time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  }

  /* Keys, by their place on the keyboard, so that a Russian layout works. */
  const inField = (element) => element && element.closest && element.closest("input, textarea, select, [contenteditable]");
  let awaitsGo = 0;
  const handlers = (bellhop.keys = {});
  document.addEventListener("keydown", (event) => {
    if (event.code === "KeyK" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return openPalette();
    }
    if (event.key === "Escape") {
      const menu = document.querySelector("details.drop[open], details.more[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
    }
    if (document.querySelector("dialog[open]")) return;
    const name = (event.ctrlKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey ? "Shift+" : "") + event.code;
    const always = handlers["!" + name];
    if (always && always(event) !== false) return event.preventDefault();
    if (body.dataset.keys === "off" || inField(event.target) || event.metaKey) return;
    if (Date.now() - awaitsGo < 1500) {
      awaitsGo = 0;
      const link = document.querySelector(`[data-go="${event.code}"]`);
      if (link) { event.preventDefault(); link.click(); return; }
    }
    if (name === "KeyG") { awaitsGo = Date.now(); return; }
    if (name === "Shift+Slash") { event.preventDefault(); document.getElementById("keys").showModal(); return; }
    const act = handlers[name];
    if (act && act(event) !== false) event.preventDefault();
  });
  handlers.Slash = () => {
    const field = document.querySelector('[data-search] input, input[type="search"]:not(#palette-words)');
    if (!field) return false;
    field.focus();
    field.select();
    return true;
  };
  handlers["!F6"] = (event) => {
    const panes = [...document.querySelectorAll("[data-pane]")].filter((pane) => pane.offsetParent);
    if (!panes.length) return false;
    const at = panes.findIndex((pane) => pane.contains(event.target));
    const next = panes[(at + 1) % panes.length];
    next.tabIndex = -1;
    next.focus();
    return true;
  };

  /* The palette: chats by room or name, pages and actions. */
  const palette = document.getElementById("palette");
  const openPalette = () => {
    if (!palette || palette.open) return;
    palette.showModal();
    const field = document.getElementById("palette-words");
    field.value = "";
    find("");
  };
  const hits = document.getElementById("palette-hits");
  const show = (found) => {
    hits.replaceChildren();
    for (const each of found.slice(0, 8)) {
      const row = document.createElement("li");
      row.setAttribute("role", "option");
      const link = document.createElement("a");
      link.href = each.href;
      if (each.room) {
        const fob = document.createElement("span");
        fob.className = "fob";
        fob.textContent = each.room;
        link.append(fob);
      }
      const name = document.createElement("span");
      name.textContent = each.name;
      name.dir = "auto";
      link.append(name);
      if (each.key) {
        const key = document.createElement("kbd");
        key.textContent = each.key;
        link.append(key);
      }
      if (each.act) link.addEventListener("click", (event) => { event.preventDefault(); palette.close(); each.act(); });
      row.append(link);
      hits.append(row);
    }
    if (hits.firstElementChild) hits.firstElementChild.setAttribute("aria-selected", "true");
    document.getElementById("palette-none").hidden = found.length > 0;
  };
  const pages = () => [...document.querySelectorAll(".rail a.nav")].map((link) => ({
    href: link.href, name: link.querySelector("span:not(.avatar)").textContent,
    key: link.dataset.go ? "G " + link.dataset.go.slice(3) : "",
  }));
  const deeds = () => [...document.querySelectorAll("[data-deed]")].filter((each) => each.offsetParent).map((each) => ({
    href: "#", name: each.dataset.deed, key: each.dataset.key || "", act: () => each.click(),
  }));
  let asked = 0;
  const find = async (text) => {
    const wanted = text.trim().toLowerCase();
    const here = [...deeds(), ...pages()].filter((each) => each.name.toLowerCase().includes(wanted));
    if (!wanted || !bellhop.base) return show(here);
    const mine = ++asked;
    let people = [];
    try {
      const answer = await fetch(`${bellhop.base}/inbox/find?q=${encodeURIComponent(text)}`, { headers: bellhop.headers() });
      if (answer.ok) people = await answer.json();
    } catch { /* what is here is shown all the same */ }
    if (mine === asked) show([...people, ...here]);
  };
  if (palette) {
    palette.addEventListener("input", (event) => find(event.target.value));
    palette.addEventListener("keydown", (event) => {
      const chosen = hits.querySelector('[aria-selected="true"]');
      if (event.key === "Enter" && chosen) { event.preventDefault(); chosen.querySelector("a").click(); }
      const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
      if (!step || !chosen) return;
      event.preventDefault();
      const other = chosen[step];
      if (!other) return;
      chosen.removeAttribute("aria-selected");
      other.setAttribute("aria-selected", "true");
    });
  }

  /* Clocks that run: data-since is the moment they began. */
  const written = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  };
  const skew = () => Number(body.dataset.skew || 0);
  bellhop.tick = () => {
    const now = Date.now() + skew();
    for (const clock of document.querySelectorAll("[data-since]")) {
      const seconds = (now - Number(clock.dataset.since)) / 1000;
      const text = clock.querySelector("[data-digits]") || clock;
      const shown = written(seconds);
      if (text.textContent !== shown) text.textContent = shown;
      const limit = Number(clock.dataset.limit || 0);
      if (limit) {
        clock.classList.toggle("warn", seconds >= limit / 2 && seconds < limit);
        clock.classList.toggle("late", seconds >= limit);
      }
    }
  };
  setInterval(bellhop.tick, 1000);
  bellhop.tick();
})();
