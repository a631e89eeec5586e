// The whole page.
import type { RunStore } from "../model/run-store.ts";
import { ChartsView } from "./charts-view.tsx";
import { RunControls } from "./control/run-controls.tsx";
import { Tabs, type TabItem } from "./parts/tabs.tsx";
import { StartView } from "./start/start-view.tsx";
import { usePicture } from "./use-picture.ts";
import { useView } from "./use-view.ts";
import { viewNames, viewOrder, type ViewName } from "./view-names.ts";

/** The page. */
export const App = ({ store }: { readonly store: RunStore }) => {
  const picture = usePicture(store);
  const [view, open] = useView();
  const items = viewOrder.map((name): TabItem<ViewName> => ({
    name,
    title: viewNames[name],
    note: "",
  }));
  return (
    <>
      <a class="skip" href="#view" onClick={skipToView}>
        Skip to the view
      </a>
      <header>
        <h1>gadfly</h1>
        <RunControls picture={picture} />
        <Tabs label="Views" items={items} open={view} onOpen={open} />
      </header>
      <main class="page-main" id="view" tabIndex={-1}>
        <div class="view" role="tabpanel" id={`view-${view}`} aria-labelledby={`tab-${view}`}>
          {view === "charts" && <ChartsView picture={picture} />}
          {picture.runId === null && <StartView store={store} />}
        </div>
      </main>
    </>
  );
};

// The hash names the view, so the link must not change it.
const skipToView = (event: Event): void => {
  event.preventDefault();
  document.querySelector<HTMLElement>("#view")?.focus();
};
