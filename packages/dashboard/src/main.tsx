// Wires the page: messages from a socket or from the report's own journal go into the store, the store
// is drawn.
import { render } from "preact";
import { RunStore } from "./model/run-store.ts";
import { App } from "./views/app.tsx";

const store = new RunStore();
const place = document.querySelector("#page");
if (place !== null) {
  place.textContent = "";
  render(<App store={store} />, place);
}
