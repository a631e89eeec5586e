// Draws anew whenever the crosshair moves.
import { useEffect, useState } from "preact/hooks";
import type { CursorState, PlotCursor } from "./plot-cursor.ts";

/** Where the crosshair stands now. */
export const useCursor = (cursor: PlotCursor): CursorState => {
  const [state, setState] = useState(cursor.state);
  useEffect(() => {
    setState(cursor.state);
    return cursor.listen(() => setState(cursor.state));
  }, [cursor]);
  return state;
};
