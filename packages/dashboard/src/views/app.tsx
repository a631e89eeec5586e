// The whole page.
import type { RunStore } from "../model/run-store.ts";
import { usePicture } from "./use-picture.ts";

/** The page. */
export const App = ({ store }: { readonly store: RunStore }) => {
  const picture = usePicture(store);
  return <main>{picture.connection}</main>;
};
