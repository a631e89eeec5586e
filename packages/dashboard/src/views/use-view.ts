// Which view is open: part of the address, so that a reload and a link keep it.
import { useEffect, useState } from "preact/hooks";
import { isViewName, type ViewName } from "./view-names.ts";

const fromAddress = (): ViewName => {
  const name = location.hash.slice(1);
  return isViewName(name) ? name : "charts";
};

/** The open view, and how to open another. */
export const useView = (): readonly [ViewName, (view: ViewName) => void] => {
  const [view, setView] = useState(fromAddress);
  useEffect(() => {
    const follow = (): void => setView(fromAddress());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const open = (next: ViewName): void => {
    history.replaceState(null, "", `#${next}`);
    setView(next);
  };
  return [view, open];
};
