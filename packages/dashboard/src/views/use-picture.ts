// Draws anew whenever the picture changes.
import { useEffect, useState } from "preact/hooks";
import type { RunPicture } from "../model/run-picture.ts";
import type { RunStore } from "../model/run-store.ts";

/** The picture as it is now. */
export const usePicture = (store: RunStore): RunPicture => {
  const [picture, setPicture] = useState(store.picture);
  useEffect(() => {
    setPicture(store.picture);
    return store.listen(() => setPicture(store.picture));
  }, [store]);
  return picture;
};
