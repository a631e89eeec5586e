// Keeps the second click of a double click from a button that has just taken another's place.
import { useEffect, useState } from "preact/hooks";

/** Whether `what` has been the same for a moment; `before` is what it was before the first. */
export const useSettled = (what: string, afterMs = 700, before = what): boolean => {
  const [settled, setSettled] = useState(before);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(what), afterMs);
    return () => clearTimeout(timer);
  }, [what, afterMs]);
  return settled === what;
};
