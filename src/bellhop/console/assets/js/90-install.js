/* The console as an app: the service worker, and notices of alerts on this device. */
(() => {
  "use strict";
  if (!("serviceWorker" in navigator) || !document.body.dataset.csrf) return;
  navigator.serviceWorker.register("/sw.js").catch(() => {});
  const part = document.getElementById("notices");
  if (!part) return;
  const [allow, stop] = ["allow", "stop"].map((name) => part.querySelector(`[data-${name}]`));
  const said = part.querySelector("[data-state]");
  const able = "PushManager" in window && "Notification" in window;

  const show = (on) => {
    allow.hidden = on || !able || Notification.permission === "denied";
    stop.hidden = !on;
    const state = !able ? "unable" : Notification.permission === "denied" ? "denied" : on ? "on" : "off";
    said.textContent = part.dataset[state];
  };
  const raw = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const written = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const post = (path, fields) => fetch(path, { method: "POST", headers: window.bellhop.headers(), body: new URLSearchParams(fields) })
    .then((answer) => { if (!answer.ok) throw new Error(`${answer.status}`); });

  const agree = async () => {
    if ((await Notification.requestPermission()) !== "granted") return show(false);
    const worker = await navigator.serviceWorker.ready;
    const given = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: raw(part.dataset.key) });
    await post("/me/devices", { endpoint: given.endpoint, key: written(given.getKey("p256dh")), secret: written(given.getKey("auth")) });
    return show(true);
  };
  const refuse = async () => {
    const worker = await navigator.serviceWorker.ready;
    const given = await worker.pushManager.getSubscription();
    await post("/me/devices/forget", {});
    if (given) await given.unsubscribe();
    show(false);
  };
  const failed = () => window.bellhop.toast(part.dataset.failed);
  allow.addEventListener("click", () => agree().catch(failed));
  stop.addEventListener("click", () => refuse().catch(failed));
  show(part.dataset.has === "yes");
})();
