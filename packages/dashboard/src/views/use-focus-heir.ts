// Somebody who works by keyboard must not be thrown back to the top when what had the focus goes away.
import { type RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** When `place` goes and holds the focus, the view takes it. */
export const useFocusHeir = (place: RefObject<HTMLElement | null>): void => {
  useLayoutEffect(
    () => () => {
      if (place.current?.contains(document.activeElement) !== true) return;
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#view")?.focus());
    },
    [place],
  );
};
