// Whether the window is of a kind, for what has another place in a small one.
import { useEffect, useState } from "preact/hooks";

/** Where the header has no room for controls. */
export const narrow = "(max-width: 74rem)";

/** Whether a media query holds now. */
export const useMedia = (query: string): boolean => {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = (): void => setHolds(list.matches);
    follow();
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return holds;
};
