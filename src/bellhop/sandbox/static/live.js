// News as they happen; plain asking every two seconds where events do not get through.
import { byId, events, t } from "./desk.js";

export function listen(heard, refresh) {
  let misses = 0;
  let asking = null;

  const show = (connected) => {
    const presence = byId("presence");
    presence.classList.toggle("off", !connected);
    presence.textContent = connected ? t.online : t.offline;
  };
  const askInstead = () => {
    asking ??= setInterval(() => refresh().then(() => show(true), () => show(false)), 2000);
  };
  if (!("EventSource" in window)) return askInstead();

  const source = new EventSource(events);
  source.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (misses) show(true);
    misses = 0;
    clearInterval(asking);
    asking = null;
    heard[news.kind]?.(news);
  };
  source.onerror = () => {
    misses += 1;
    show(false);
    if (misses > 2) askInstead();
    // A browser gives up for good after a refused connection; a page that stays open does not.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(heard, refresh), 3000);
      clearInterval(asking);
    }
  };
  return undefined;
}
