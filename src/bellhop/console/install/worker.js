/* Keeps styles, scripts and fonts, and one page that says there is no net. Pages hold guests' words
   and are never kept. SHELL stands above. */
"use strict";
const KEPT = `shell-${SHELL.join("").length}-${SHELL.map((each) => each.split(".").at(-2)).join("").slice(0, 400)}`;
const OFFLINE = "/offline";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([...SHELL, OFFLINE])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (new URL(request.url).pathname.startsWith("/assets/")) {
    event.respondWith(caches.match(request).then((found) => found || fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  }
});

self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {};
  const danger = said.severity === "danger";
  event.waitUntil(self.registration.showNotification(said.title || "Bellhop", {
    body: said.body || "",
    tag: said.tag,
    renotify: Boolean(said.tag),
    requireInteraction: danger,
    vibrate: danger ? [300, 120, 300, 120, 300] : [200],
    icon: SHELL.find((each) => each.includes("app-192")),
    badge: SHELL.find((each) => each.includes("app-192")),
    data: { path: said.path || "/" },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = event.notification.data.path;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => {
      const open = pages.find((page) => new URL(page.url).pathname === path) || pages[0];
      if (!open) return self.clients.openWindow(path);
      return open.focus().then((page) => page.navigate(path));
    }),
  );
});
