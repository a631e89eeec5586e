// Whether something that scrolls sideways has more than it shows at its end.
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const hasMore = ({ scrollWidth, clientWidth, scrollLeft }: HTMLElement): boolean =>
  scrollWidth - clientWidth - scrollLeft > 1;

/** Follows the size of `place` and how far it is scrolled. */
export const useMoreBeside = (place: RefObject<HTMLElement | null>): boolean => {
  const [isMore, setMore] = useState(false);
  useEffect(() => {
    const frame = place.current;
    if (frame === null) return undefined;
    const look = (): void => setMore(hasMore(frame));
    const observer = new ResizeObserver(look);
    observer.observe(frame);
    if (frame.firstElementChild !== null) observer.observe(frame.firstElementChild);
    frame.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      frame.removeEventListener("scroll", look);
    };
  }, [place]);
  return isMore;
};
