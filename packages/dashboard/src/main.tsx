// Wires the page: messages from a socket or from the report's own journal go into the store, the store
// is drawn.
import { render } from "preact";
import { beforeNextFrame, browserPlace, feedUrl } from "./feed/browser-place.ts";
import { readEmbedded } from "./feed/embedded-feed.ts";
import { feedPath } from "@gadfly/shared/web/feed-address";
import { LiveFeed } from "./feed/live-feed.ts";
import { RunStore } from "./model/run-store.ts";
import { App } from "./views/app.tsx";

const store = new RunStore(beforeNextFrame);
const journal = document.querySelector("#journal");
const place = document.querySelector("#page");

const read = async (element: Element): Promise<void> => {
  store.connect("report");
  try {
    await readEmbedded(element.textContent, store);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.fail(`This report cannot be read whole: ${why}.`);
  }
  element.textContent = "";
};

if (place !== null) {
  place.textContent = "";
  render(<App store={store} />, place);
}
if (journal === null) new LiveFeed(feedUrl(feedPath), store, browserPlace).start();
else void read(journal);
