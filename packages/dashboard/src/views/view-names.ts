// The views behind the tabs, in their order.

/** Name in the address, title on the tab. */
export const viewNames = {
  charts: "Charts",
  metrics: "Metrics",
  errors: "Errors",
  workers: "Workers",
  log: "Log",
  files: "Files",
} as const;

/** A view. */
export type ViewName = keyof typeof viewNames;

/** All of them. */
export const viewOrder = Object.keys(viewNames).filter((name): name is ViewName =>
  isViewName(name),
);

/** Whether there is such a view. */
export function isViewName(name: string): name is ViewName {
  return Object.hasOwn(viewNames, name);
}
