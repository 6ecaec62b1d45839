/* The inbox: list, thread and composer kept up to date without moving anything under the hand. */
(() => {
  "use strict";
  const bellhop = window.bellhop;
  const main = document.querySelector("main.inbox");
  if (!main || !bellhop.base) return;
  const $ = (id) => document.getElementById(id);
  const app = document.querySelector(".app");
  const chat = () => $("chat");
  const chatId = () => chat().dataset.chat || "";
  const place = () => `${bellhop.base}/inbox/${chatId()}`;
  const made = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    if (window.htmx) for (const child of template.content.children) window.htmx.process(child);
    return template.content;
  };
  const get = async (address) => {
    const answer = await fetch(address, { headers: { ...bellhop.headers(), "HX-Request": "true" } });
    if (answer.status === 401) { bellhop.signInAgain(); return null; }
    return answer.ok ? made(await answer.text()) : null;
  };
  const post = async (address, data) => {
    const answer = await fetch(address, { method: "POST", body: data, headers: bellhop.headers() });
    if (answer.status === 401) bellhop.signInAgain();
    return answer;
  };
  const once = (deed) => {
    let busy = false;
    let again = false;
    return async function run(...values) {
      if (busy) { again = true; return; }
      busy = true;
      try { await deed(...values); } catch { /* the next news, or the next quarter of a minute */ }
      busy = false;
      if (again) { again = false; setTimeout(run, 120, ...values); }
    };
  };

  /* The list settles when the hand has left it. */
  let touched = 0;
  const list = $("list");
  const busyList = () => {
    const rows = $("rows");
    return rows.matches(":hover") || rows.contains(document.activeElement) || Date.now() - touched < 3000;
  };
  list.addEventListener("keydown", () => { touched = Date.now(); });
  list.addEventListener("pointermove", () => { touched = Date.now(); });
  let pending = null;
  const swap = (old, fresh) => {
    if (old.dataset.v === fresh.dataset.v) return;
    const focused = old === document.activeElement;
    if (old.hasAttribute("aria-current")) fresh.setAttribute("aria-current", "true");
    old.replaceWith(fresh);
    if (window.htmx) window.htmx.process(fresh);
    if (focused) fresh.focus({ preventScroll: true });
  };
  const settle = (fresh) => {
    const rows = $("rows");
    const top = rows.scrollTop;
    const kept = new Map([...rows.children].map((each) => [each.id, each]));
    const next = [...fresh.children].map((each) => {
      const old = kept.get(each.id);
      if (!old || !each.id) return each;
      swap(old, each);
      return $(each.id) || each;
    });
    rows.replaceChildren(...next);
    rows.scrollTop = top;
    if (window.htmx) window.htmx.process(rows);
    mark();
    $("moved").hidden = true;
    pending = null;
  };
  const refreshList = once(async () => {
    const { queue, q } = list.dataset;
    const found = await get(`${bellhop.base}/inbox/list?queue=${queue}&q=${encodeURIComponent(q)}&open=${chatId()}`);
    if (!found) return;
    const queues = found.querySelector("#queues");
    const old = $("queues");
    for (const link of queues.querySelectorAll("a")) {
      const mine = old.querySelector(`a[data-queue="${link.dataset.queue}"] .n`);
      if (mine) mine.replaceWith(link.querySelector(".n"));
    }
    const fresh = found.querySelector("#rows");
    const order = (box) => [...box.children].map((each) => each.id).join(" ");
    if ($("rows").querySelectorAll(".row").length > 100) return;
    if (order(fresh) === order($("rows")) || !busyList()) return settle(fresh);
    for (const row of [...fresh.querySelectorAll(".row")]) {
      const mine = $(row.id);
      if (mine) swap(mine, row.cloneNode(true));
    }
    pending = fresh;
    const bar = $("moved");
    bar.textContent = bellhop.words.moved;
    bar.hidden = false;
  });
  setInterval(() => { if (pending && !busyList()) settle(pending); }, 1000);
  $("moved").addEventListener("click", () => { if (pending) settle(pending); });
  const mark = () => {
    for (const row of document.querySelectorAll("#rows .row")) {
      if (row.dataset.chat === chatId()) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  };

  /* The thread: each thing has an id and a key that sorts it, so nothing doubles or jumps. */
  const scroller = () => $("scroll");
  const atEnd = () => { const s = scroller(); return !s || s.scrollTop > -48; };
  let below = 0;
  const insert = (box, fresh) => {
    const key = fresh.dataset.k;
    let after = null;
    for (let each = box.lastElementChild; each; each = each.previousElementSibling) {
      if (each.dataset.k && each.dataset.k <= key) { after = each; break; }
    }
    if (after) after.after(fresh);
    else {
      const older = $("older");
      if (older) older.after(fresh); else box.prepend(fresh);
    }
  };
  const merge = (items) => {
    const box = $("msgs");
    const end = atEnd();
    let came = 0;
    let lastWords = null;
    for (const fresh of [...items]) {
      const old = $(fresh.id);
      if ("gone" in fresh.dataset) { if (old) old.remove(); continue; }
      if (old) {
        if (fresh.classList.contains("day") || old.dataset.v === fresh.dataset.v) continue;
        if (old.dataset.k === fresh.dataset.k) { keepOpen(old, fresh); old.replaceWith(fresh); continue; }
        old.remove();
      }
      insert(box, fresh);
      if (!fresh.classList.contains("day")) {
        came += 1;
        if (fresh.dataset.origin === "guest") lastWords = fresh.querySelector(".txt");
      }
    }
    runs();
    if (came && end) scroller().scrollTop = 0;
    else if (came) { below += came; showBelow(); }
    if (lastWords) bellhop.say(`${chat().dataset.title}: ${lastWords.textContent.slice(0, 200)}`);
    undoClocks();
  };
  const keepOpen = (old, fresh) => {
    const reasons = old.querySelector(".reasons");
    if (reasons && !reasons.hidden && fresh.querySelector(".reasons")) fresh.querySelector(".reasons").hidden = false;
    if (old.querySelector(".txt.open") && fresh.querySelector(".txt")) fresh.querySelector(".txt").classList.add("open");
  };
  const runs = () => {
    let before = "";
    for (const each of $("msgs").children) {
      if (!each.classList.contains("m")) { before = ""; continue; }
      const org = each.querySelector(".org");
      const name = each.dataset.origin + (org ? org.textContent : "");
      each.classList.toggle("same", name === before);
      before = name;
    }
  };
  const showBelow = () => {
    const button = $("below");
    button.hidden = !below;
    button.querySelector("span").textContent = `${bellhop.words.new}: ${below}`;
  };
  const refreshThread = once(async () => {
    const id = chatId();
    if (!id) return;
    const first = $("msgs").querySelector("[data-k]:not(.day)");
    const found = await get(`${place()}/changes?since=${encodeURIComponent(chat().dataset.asked)}&first=${encodeURIComponent(first ? first.dataset.k : "")}`);
    if (!found || chatId() !== id) return;
    chat().dataset.asked = found.firstElementChild.dataset.asked;
    for (const part of ["chat-head", "bot-draft", "planned", "panel"]) {
      const fresh = found.querySelector("#" + part);
      const old = $(part);
      if (!old || !fresh || old.querySelector("details.drop[open]")) continue;
      if (old.innerHTML === fresh.innerHTML) continue;
      if (part === "panel" && old.classList.contains("open")) fresh.classList.add("open");
      const focused = document.activeElement && old.contains(document.activeElement) ? document.activeElement : null;
      const mark = focused && [...old.querySelectorAll("a,button,summary,input")].indexOf(focused);
      const top = old.scrollTop;
      old.replaceWith(fresh);
      fresh.scrollTop = top;
      if (focused) {
        const same = [...fresh.querySelectorAll("a,button,summary,input")][mark];
        if (same) same.focus({ preventScroll: true });
      }
    }
    merge(found.querySelector("#new-items").children);
    seenSoon();
  });

  bellhop.heard.push((kind, id) => {
    if (kind === "here") { if (id === chatId()) refreshThread(); return; }
    if (kind === "chat" || kind === "alert" || kind === "all") {
      refreshList();
      if (kind !== "chat" || id === chatId()) refreshThread();
    }
  });

  /* Reading: the newest guest's line on screen for a second, in a visible tab. */
  let seenTimer = 0;
  const seenSoon = () => {
    clearTimeout(seenTimer);
    const row = $("row-" + chatId());
    if (!chatId() || !row || !row.classList.contains("unread")) return;
    seenTimer = setTimeout(async () => {
      if (document.visibilityState !== "visible" || !atEnd() || !document.hasFocus()) return;
      const times = $("msgs").querySelectorAll(".m.guest time");
      const data = new FormData();
      if (times.length) data.append("at", times[times.length - 1].dateTime);
      const id = chatId();
      const answer = await post(`${bellhop.base}/inbox/${id}/seen`, data);
      if (answer.ok) refreshList();
    }, 1000);
  };
  document.addEventListener("visibilitychange", seenSoon);
  window.addEventListener("focus", seenSoon);

  /* Two people in one chat see each other. */
  let writing = 0;
  const here = (state) => {
    if (!chatId()) return;
    const data = new FormData();
    data.append("state", state);
    data.append("_csrf", document.body.dataset.csrf);
    if (state === "gone" && navigator.sendBeacon) return navigator.sendBeacon(`${place()}/here`, data);
    post(`${place()}/here`, data).catch(() => {});
  };
  setInterval(() => {
    if (document.visibilityState === "visible") here(Date.now() - writing < 6000 ? "writing" : "here");
  }, 20000);
  window.addEventListener("pagehide", () => here("gone"));

  /* Opening a chat. */
  const opened = () => {
    below = 0;
    const id = chatId();
    main.dataset.view = id ? "thread" : "list";
    app.classList.toggle("in-thread", Boolean(id));
    mark();
    if (!id) return;
    bellhop.title(chat().dataset.title);
    runs();
    undoClocks();
    grow();
    seenSoon();
    here("here");
    scroller().addEventListener("scroll", () => { if (atEnd() && below) { below = 0; showBelow(); seenSoon(); } }, { passive: true });
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "chat") { keepDraftNow(); here("gone"); }
    if (event.detail.target.id === "older") event.detail.target.dataset.height = String(scroller().scrollHeight);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "chat" || event.detail.elt.id === "chat") { opened(); if (matchMedia("(min-width: 768px)").matches) return; scroller().focus({ preventScroll: true }); }
    if (event.detail.target.id === "older" || event.detail.elt.id === "older") days();
  });
  document.addEventListener("htmx:afterSettle", () => { days(); mark(); });
  window.addEventListener("popstate", () => location.reload());
  const days = () => {
    const known = new Set();
    for (const day of document.querySelectorAll("#msgs .day[data-day]")) {
      if (known.has(day.dataset.day)) day.remove(); else known.add(day.dataset.day);
    }
    runs();
  };

  /* Forms that change something: sent quietly, then the page asks what has changed. */
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.id === "composer") { event.preventDefault(); return send(); }
    if (!form.hasAttribute("data-live")) return;
    event.preventDefault();
    const pressed = event.submitter;
    const data = new FormData(form);
    if (pressed && pressed.name) data.append(pressed.name, pressed.value);
    const menu = form.closest("details");
    if (menu) menu.open = false;
    const answer = await post((pressed && pressed.getAttribute("formaction")) || form.action, data).catch(() => null);
    if (!answer || !answer.ok) return bellhop.toast(bellhop.words.failed);
    if (form.dataset.toast) bellhop.toast(form.dataset.toast);
    if ("undo" in form.dataset) {
      const back = await answer.json();
      const field = $("text");
      field.value = back.text + (field.value ? "\n" + field.value : "");
      grow();
      field.focus();
      bellhop.toast(bellhop.words.undone);
    }
    if ("leave" in form.dataset) return leave();
    refreshThread();
    refreshList();
  });
  const leave = () => { keepDraftNow(); here("gone"); location.href = `${bellhop.base}/inbox?queue=${list.dataset.queue}`; };

  /* The composer. */
  const grow = () => {
    const field = $("text");
    if (!field) return;
    field.style.height = "auto";
    field.style.height = Math.min(field.scrollHeight, 192) + "px";
  };
  const isNote = () => $("composer").elements.kind.value === "note";
  const asNote = (note) => {
    const form = $("composer");
    for (const radio of form.querySelectorAll('[name="kind"]')) {
      radio.checked = radio.value === (note ? "note" : "answer");
      radio.parentElement.classList.toggle("on", radio.checked);
    }
    form.classList.toggle("is-note", note);
    $("text").placeholder = note ? $("text").dataset.note : $("text").dataset.answer;
  };
  let sending = false;
  const send = async () => {
    const form = $("composer");
    const field = $("text");
    if (sending || (!field.value.trim() && !$("file").files.length)) return;
    sending = true;
    const data = new FormData(form);
    const text = field.value;
    field.value = "";
    grow();
    try {
      const answer = await post(form.action, data);
      if (!answer.ok) throw new Error(String(answer.status));
      form.elements.draft.value = "";
      $("file").value = "";
      chosen();
      unquote();
      scroller().scrollTop = 0;
    } catch {
      field.value = text + (field.value ? "\n" + field.value : "");
      grow();
      bellhop.toast(bellhop.words.failed);
    }
    sending = false;
    refreshThread();
    refreshList();
  };
  let keeping = 0;
  const keepDraftNow = () => {
    clearTimeout(keeping);
    const field = $("text");
    if (!field || !chatId() || field.dataset.kept === field.value) return;
    field.dataset.kept = field.value;
    const data = new FormData();
    data.append("text", field.value);
    post(`${place()}/draft`, data).catch(() => {});
  };
  document.addEventListener("input", (event) => {
    if (event.target.id !== "text") return;
    grow();
    clearTimeout(keeping);
    keeping = setTimeout(keepDraftNow, 1500);
    if (Date.now() - writing > 5000) here("writing");
    writing = Date.now();
    if (event.target.value === "/" && $("replies")) $("replies").open = true;
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "kind" && event.target.form && event.target.form.id === "composer") asNote(event.target.value === "note");
    if (event.target.id === "file") chosen();
  });
  const chosen = () => {
    const file = $("file").files[0];
    $("chosen").hidden = !file;
    if (file) $("chosen").querySelector("span").textContent = file.name;
  };
  const unquote = () => { $("composer").elements.quote.value = ""; $("quoting").hidden = true; };
  document.addEventListener("paste", (event) => {
    if (event.target.id !== "text" || !event.clipboardData.files.length) return;
    $("file").files = event.clipboardData.files;
    chosen();
  });
  document.addEventListener("dragover", (event) => { if (event.target.closest && event.target.closest(".col-thread")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!event.target.closest || !event.target.closest(".col-thread") || !event.dataTransfer.files.length) return;
    event.preventDefault();
    $("file").files = event.dataTransfer.files;
    chosen();
  });
  const write = (text) => {
    const field = $("text");
    if (field.value === "/") field.value = "";
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    grow();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", async (event) => {
    const on = (what) => event.target.closest(what);
    let hit;
    if ((hit = on("[data-insert]"))) { hit.closest("details").open = false; return write(hit.dataset.insert); }
    if ((hit = on("[data-take-draft]"))) {
      $("composer").elements.draft.value = hit.dataset.takeDraft;
      $("text").value = hit.closest(".draft").querySelector("[data-draft-text]").textContent;
      grow();
      return $("text").focus();
    }
    if ((hit = on("[data-why]"))) {
      const reasons = hit.closest(".bub").querySelector(".reasons");
      reasons.hidden = !reasons.hidden;
      return hit.setAttribute("aria-expanded", String(!reasons.hidden));
    }
    if ((hit = on("[data-unfold]"))) { hit.previousElementSibling.classList.add("open"); return hit.remove(); }
    if (on("[data-unattach]")) { $("file").value = ""; return chosen(); }
    if (on("[data-unquote]")) return unquote();
    if (on("#below")) { scroller().scrollTop = 0; below = 0; return showBelow(); }
    if ((hit = on("[data-drawer]")) && matchMedia("(min-width: 768px)").matches) { event.preventDefault(); return $("panel").classList.add("open"); }
    if (on("[data-drawer-close]")) return $("panel").classList.remove("open");
    if ((hit = on("[data-keep-reply]"))) {
      const data = new FormData();
      data.append("name", $("reply-name").value);
      data.append("text", $("text").value);
      const answer = await post(hit.dataset.keepReply, data);
      if (!answer.ok) return bellhop.toast(bellhop.words.failed);
      const menu = await get(location.pathname);
      if (menu && menu.querySelector("#replies")) $("replies").replaceWith(menu.querySelector("#replies"));
    }
    if ((hit = on("#queues a")) && !event.ctrlKey && !event.metaKey) keepDraftNow();
  });
  document.addEventListener("dblclick", (event) => {
    const message = event.target.closest(".m");
    if (!message) return;
    const text = message.querySelector(".txt");
    $("composer").elements.quote.value = message.id.slice(2);
    $("quoting").querySelector("span").textContent = text ? text.textContent.slice(0, 120) : "…";
    $("quoting").hidden = false;
    getSelection().removeAllRanges();
    $("text").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "text") return;
    if (event.code === "Escape") { event.target.blur(); $("panel").classList.remove("open"); return; }
    const line = event.shiftKey || event.altKey;
    const sends = event.ctrlKey || event.metaKey || $("composer").dataset.enter === "sends";
    if (event.key === "Enter" && !line && sends && !event.isComposing) { event.preventDefault(); send(); }
    if (event.altKey && event.code === "Slash") { event.preventDefault(); $("replies").open = true; }
  });
  const undoClocks = () => {
    for (const form of document.querySelectorAll("[data-until]")) {
      const left = Number(form.dataset.until) - Date.now();
      if (left <= 0) { form.remove(); continue; }
      if (!form.dataset.timed) { form.dataset.timed = "1"; setTimeout(() => { form.remove(); refreshThread(); }, left); }
    }
  };

  /* Search as one types. */
  let searching = 0;
  $("q").addEventListener("input", () => {
    clearTimeout(searching);
    searching = setTimeout(async () => {
      list.dataset.q = $("q").value.trim();
      const found = await get(`${bellhop.base}/inbox/list?queue=${list.dataset.queue}&q=${encodeURIComponent(list.dataset.q)}&open=${list.dataset.q ? "" : chatId()}`);
      if (!found) return;
      $("queues").replaceWith(found.querySelector("#queues"));
      settle(found.querySelector("#rows"));
      bellhop.say(String(document.querySelectorAll("#rows .row").length));
    }, 200);
  });

  /* Keys. */
  const keys = bellhop.keys;
  const press = (name) => () => { const hit = [...document.querySelectorAll(`[data-key-${name}]`)].find((each) => each.offsetParent); if (!hit) return false; hit.click(); return true; };
  const step = (by) => () => {
    const rows = [...document.querySelectorAll("#rows .row")];
    const now = rows.findIndex((row) => row.dataset.chat === chatId());
    const next = rows[Math.max(0, Math.min(rows.length - 1, now + by))];
    if (!next || next.dataset.chat === chatId()) return false;
    touched = Date.now();
    next.scrollIntoView({ block: "nearest" });
    next.click();
    return true;
  };
  keys.KeyJ = keys.ArrowDown = step(1);
  keys.KeyK = keys.ArrowUp = step(-1);
  keys.KeyR = () => { if (!$("text")) return false; asNote(false); $("text").focus(); return true; };
  keys.KeyN = () => { if (!$("text")) return false; asNote(true); $("text").focus(); return true; };
  for (const name of ["a", "t", "e", "s", "u", "m"]) keys["Key" + name.toUpperCase()] = press(name);
  keys.KeyL = () => { if (!chatId()) return false; leave(); return true; };
  keys.KeyW = () => { const all = document.querySelectorAll("[data-why]"); if (!all.length) return false; all[all.length - 1].click(); return true; };
  keys.KeyZ = () => { const all = document.querySelectorAll("[data-undo] button"); if (!all.length) return false; all[all.length - 1].click(); return true; };
  const queue = (by) => () => {
    const all = [...document.querySelectorAll("#queues a")];
    const now = all.findIndex((each) => each.dataset.queue === list.dataset.queue);
    all[(now + by + all.length) % all.length].click();
    return true;
  };
  keys.BracketLeft = queue(-1);
  keys.BracketRight = queue(1);
  keys["!Ctrl+KeyB"] = () => { if (!$("panel")) return false; $("panel").classList.toggle("open"); return true; };
  keys["!Ctrl+Alt+KeyE"] = () => { if (!chatId()) return false; const next = document.querySelector("#rows .row[aria-current] ~ .row"); press("e")(); if (next) setTimeout(() => next.click(), 300); return true; };

  opened();
})();
