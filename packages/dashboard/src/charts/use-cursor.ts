// The crosshair of a view, and drawing anew whenever it moves.
import { useEffect, useMemo, useState } from "preact/hooks";
import { type CursorState, PlotCursor } from "./plot-cursor.ts";

/** Where the crosshair stands now. */
export const useCursor = (cursor: PlotCursor): CursorState => {
  const [state, setState] = useState(cursor.state);
  useEffect(() => {
    setState(cursor.state);
    return cursor.listen(() => setState(cursor.state));
  }, [cursor]);
  return state;
};

/** A crosshair for the charts of one view. */
export const useNewCursor = (): PlotCursor =>
  useMemo(() => new PlotCursor((tell) => requestAnimationFrame(tell)), []);
