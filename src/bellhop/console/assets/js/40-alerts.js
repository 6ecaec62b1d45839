/* The page of alerts: asks for itself anew when an alert changes, without moving what is written. */
(() => {
  "use strict";
  const bellhop = window.bellhop;
  const page = document.querySelector("[data-alerts-page]");
  if (!page) return;
  let asking = false;
  const refresh = async () => {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(location.href, { headers: { ...bellhop.headers(), "HX-Request": "true" } });
      if (answer.status === 401) bellhop.signInAgain();
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of ["board", "beside"]) {
          const old = document.getElementById(part);
          const now = fresh.getElementById(part);
          if (!old || !now || old.contains(document.activeElement)) continue;
          const top = old.scrollTop;
          old.replaceWith(document.importNode(now, true));
          document.getElementById(part).scrollTop = top;
        }
        bellhop.tick();
      }
    } catch { /* the next news */ }
    asking = false;
  };
  bellhop.heard.push((kind) => { if (kind === "alert" || kind === "all") refresh(); });
  bellhop.keys.KeyA = () => { const hit = document.querySelector("[data-key-a]"); if (!hit) return false; hit.click(); return true; };
})();
