// Whoever has started a run looks at it from its beginning: the charts, the top of the page, the heading.

/** Opens the charts and puts the focus on the heading, from where Tab leads to the controls. */
export const goToRun = (open: (view: "charts") => void): void => {
  open("charts");
  scrollTo({ top: 0 });
  document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
};
