// The browser as the live feed needs it, and when a page is told of changes.
import type { Schedule } from "../model/run-store.ts";
import type { FeedPlace } from "./live-feed.ts";

/** Sockets, chances and chance of this browser. */
export const browserPlace: FeedPlace = {
  open: (url) => new WebSocket(url),
  onChance: (callback) => {
    window.addEventListener("online", callback);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") callback();
    });
  },
  random: () => Math.random(),
};

/** A page that nobody looks at draws no frames, and is told all the same. */
const hiddenMs = 1_000;

/** Tells before the next frame is drawn. */
export const beforeNextFrame: Schedule = (tell) => {
  if (document.visibilityState === "visible") requestAnimationFrame(tell);
  else setTimeout(tell, hiddenMs);
};

/** Where the feed of the master is that served this page. */
export const feedUrl = (path: string): string => {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
};
