/* News: one stream for each browser. A tab that holds the lock reads it and passes ids on; the
   pages ask for what has changed, so a repeat does no harm and a loss is made good. */
(() => {
  "use strict";
  const bellhop = window.bellhop;
  if (!document.body.dataset.csrf) return;
  const hotel = document.body.dataset.hotel || "";
  const heard = (bellhop.heard = []);
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("bellhop") : null;
  const words = bellhop.words;
  let state = "gone";
  let lostAt = 0;

  const hear = (news) => {
    if (news === "ended") return bellhop.signInAgain();
    if (news === "fast" || news === "slow") return show(news);
    if (news === "gone") return show("gone");
    const [where, kind, id] = news.split(" ");
    if (news !== "all" && where !== hotel) return;
    for (const each of heard) each(kind || "all", id || "");
  };
  const pass = (news) => { hear(news); if (channel) channel.postMessage(news); };
  if (channel) channel.onmessage = (event) => hear(event.data);

  const show = (now) => {
    const before = state;
    state = now;
    const live = document.getElementById("live");
    if (live) {
      live.querySelector(".dot").className = "dot" + (now === "fast" ? "" : " " + now);
      live.querySelector("[data-live-word]").textContent = { fast: words.live, slow: words.slow, gone: words.gone }[now];
    }
    const banner = document.getElementById("banner");
    if (now === "gone") {
      if (before !== "gone") lostAt = Date.now();
      return;
    }
    if (banner && !banner.hidden) {
      banner.textContent = words.back;
      banner.classList.add("good");
      setTimeout(() => { banner.hidden = true; banner.classList.remove("good"); }, 4000);
    }
    lostAt = 0;
    if (before === "gone") for (const each of heard) each("all", "");
  };
  setInterval(() => {
    const banner = document.getElementById("banner");
    if (!banner || !lostAt || Date.now() - lostAt < 3000 || state !== "gone") return;
    banner.hidden = false;
    const seconds = Math.floor((Date.now() - lostAt) / 1000);
    banner.textContent = `${words.lost} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }, 1000);

  let source = null;
  let tries = 0;
  const read = () => {
    if (source) source.close();
    source = new EventSource("/news");
    let last = Date.now();
    source.onopen = () => { tries = 0; };
    source.onmessage = (event) => { last = Date.now(); pass(event.data); };
    source.onerror = () => {
      source.close();
      pass("gone");
      const wait = Math.min(15, 2 ** tries++) * 1000 * (0.8 + Math.random() * 0.4);
      setTimeout(check, wait);
    };
    void last;
  };
  const check = async () => {
    try {
      const answer = await fetch("/news", { method: "GET", headers: bellhop.headers(), signal: AbortSignal.timeout ? AbortSignal.timeout(4000) : undefined });
      if (answer.body) answer.body.cancel();
      if (answer.status === 401 || answer.redirected) return bellhop.signInAgain();
    } catch { /* still away: EventSource tries, and comes back here */ }
    read();
  };
  const hurry = () => { if (source && source.readyState === 2) { tries = 0; read(); } };
  window.addEventListener("online", hurry);
  window.addEventListener("focus", hurry);
  window.addEventListener("pagehide", () => { if (source) source.close(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted && source) read(); });
  if (navigator.locks && channel) {
    navigator.locks.request("bellhop-news", () => { read(); return new Promise(() => {}); });
    setTimeout(() => { if (!source && state === "gone") show("fast"); }, 1500);
  } else {
    read();
  }
  bellhop.isLeader = () => source !== null;

  /* Without Redis, or without a stream, the page asks by itself. */
  setInterval(() => {
    if (state !== "fast") for (const each of heard) each("all", "");
  }, 15000);

  /* Numbers in the rail, the title and the tab's picture. */
  const plain = document.title.replace(/^\(\d+\) /, "");
  bellhop.title = (name) => { bellhop.plain = name; counts(bellhop.last || {}); };
  bellhop.plain = plain;
  const counts = (now) => {
    bellhop.last = now;
    for (const place of document.querySelectorAll("[data-count]")) {
      const number = now[place.dataset.count] || 0;
      place.hidden = !number;
      place.textContent = number > 99 ? "99+" : String(number);
    }
    document.title = (now.inbox ? `(${now.inbox}) ` : "") + bellhop.plain;
  };
  let asking = false;
  let again = false;
  const ask = async () => {
    if (!bellhop.base) return;
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch(`${bellhop.base}/counts`, { headers: bellhop.headers() });
      if (answer.status === 401) bellhop.signInAgain();
      if (answer.ok) {
        const now = await answer.json();
        const before = bellhop.last;
        counts(now);
        if (before && bellhop.sound) {
          if (now.alerts > before.alerts) bellhop.sound("alert");
          else if (now.inbox > before.inbox) bellhop.sound("bell");
        }
      }
    } catch { /* the next news asks again */ }
    asking = false;
    if (again) { again = false; setTimeout(ask, 300); }
  };
  heard.push(() => ask());
  ask();

  /* Sounds: a soft bell, and two for an alert. One tab of a browser plays them. */
  let audio = null;
  document.addEventListener("pointerdown", () => {
    if (document.body.dataset.sound !== "on") return;
    audio = audio || new AudioContext();
    if (audio.state === "suspended") audio.resume();
  });
  const strike = (at, tone) => {
    for (const [step, loud] of [[1, 0.16], [2.76, 0.05], [5.4, 0.02]]) {
      const voice = audio.createOscillator();
      const gain = audio.createGain();
      voice.frequency.value = tone * step;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(loud, at + 0.005);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + 1.4 / step);
      voice.connect(gain).connect(audio.destination);
      voice.start(at);
      voice.stop(at + 1.5);
    }
  };
  bellhop.sound = (kind) => {
    if (!audio || !bellhop.isLeader() || document.body.dataset.sound !== "on") return;
    const now = audio.currentTime;
    strike(now, kind === "alert" ? 784 : 880);
    if (kind === "alert") strike(now + 0.22, 1046);
  };
  setInterval(() => { if (bellhop.last && bellhop.last.danger) bellhop.sound("alert"); }, 10_000);
})();
