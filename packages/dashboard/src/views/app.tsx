// The whole page.
import type { RunPicture } from "../model/run-picture.ts";
import type { RunStore } from "../model/run-store.ts";
import { footWords } from "../model/header/foot-words.ts";
import { tabNotes } from "../model/header/tab-notes.ts";
import { ChartsView } from "./charts-view.tsx";
import { ErrorsView } from "./errors-view.tsx";
import { RunControls } from "./control/run-controls.tsx";
import { FilesView } from "./files/files-view.tsx";
import { FirstScreen } from "./first-screen.tsx";
import { goToRun } from "./go-to-run.ts";
import { Header } from "./header/header.tsx";
import { RunTrouble } from "./header/run-trouble.tsx";
import { HeaderRest } from "./header/header-rest.tsx";
import { ThemeSwitch } from "./header/theme-switch.tsx";
import { LogView } from "./log/log-view.tsx";
import { MetricsView } from "./metrics/metrics-view.tsx";
import { Tabs, type TabItem } from "./parts/tabs.tsx";
import { narrow, useMedia } from "./use-media.ts";
import { usePicture } from "./use-picture.ts";
import { useView } from "./use-view.ts";
import { viewNames, viewOrder, type ViewName } from "./view-names.ts";
import { WorkersView } from "./workers-view.tsx";

/** The page. */
export const App = ({ store }: { readonly store: RunStore }) => {
  const picture = usePicture(store);
  const [view, open] = useView();
  const isNarrow = useMedia(narrow);
  const hasRun = picture.tables !== null;
  const tabs = hasRun && <Tabs label="Views" items={tabItems(picture)} open={view} onOpen={open} />;
  return (
    <>
      <a class="skip" href="#view" onClick={skipToView}>
        Skip to the view
      </a>
      <header class="page-head">
        <Header picture={picture} isNarrow={isNarrow} />
        {!isNarrow && (
          <div class="head-foot">
            {tabs}
            <RunControls picture={picture} />
          </div>
        )}
      </header>
      <main class="page-main" id="view" tabIndex={-1}>
        {isNarrow && <HeaderRest picture={picture} />}
        {isNarrow && tabs}
        {hasRun ? (
          <div class="view" role="tabpanel" id={`view-${view}`} aria-labelledby={`tab-${view}`}>
            <RunTrouble picture={picture} />
            <OpenView view={view} picture={picture} />
          </div>
        ) : (
          <div class="view">
            <FirstScreen picture={picture} store={store} onStarted={() => goToRun(open)} />
          </div>
        )}
      </main>
      <footer class="page-foot">
        <span>{footWords(picture)}</span>
        {isNarrow && <ThemeSwitch />}
      </footer>
    </>
  );
};

const tabItems = (picture: RunPicture): readonly TabItem<ViewName>[] => {
  const notes: Readonly<Partial<Record<ViewName, string>>> = tabNotes(picture);
  return viewOrder.map((name) => ({ name, title: viewNames[name], note: notes[name] ?? "" }));
};

const OpenView = ({ view, picture }: { readonly view: ViewName; readonly picture: RunPicture }) => {
  const { tables } = picture;
  if (tables === null) return null;
  switch (view) {
    case "charts":
      return <ChartsView picture={picture} />;
    case "metrics":
      return <MetricsView tables={tables} notes={picture.report?.notes ?? []} />;
    case "errors":
      return <ErrorsView tables={tables} />;
    case "workers":
      return <WorkersView picture={picture} />;
    case "log":
      return <LogView picture={picture} />;
    case "files":
      return <FilesView picture={picture} />;
    default:
      return null;
  }
};

// The hash names the view, so the link must not change it.
const skipToView = (event: Event): void => {
  event.preventDefault();
  document.querySelector<HTMLElement>("#view")?.focus();
};
