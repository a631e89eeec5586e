// Light, dark, or as the system is; remembered where that is allowed.
import { useEffect, useState } from "preact/hooks";

/** A choice of colours. */
export type Theme = "system" | "light" | "dark";

const storageKey = "gadfly-theme";

const isTheme = (value: string | null): value is Theme =>
  value === "system" || value === "light" || value === "dark";

// A report opened from a disk, or a browser told so, may have no storage.
const remembered = (): Theme => {
  try {
    const value = localStorage.getItem(storageKey);
    return isTheme(value) ? value : "system";
  } catch {
    return "system";
  }
};

const remember = (theme: Theme): void => {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // It holds until the page is closed.
  }
};

const apply = (theme: Theme): void => {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
};

/** The theme, and how to choose another. */
export const useTheme = (): readonly [Theme, (theme: Theme) => void] => {
  const [theme, setTheme] = useState(remembered);
  useEffect(() => apply(theme), [theme]);
  const choose = (next: Theme): void => {
    remember(next);
    setTheme(next);
  };
  return [theme, choose];
};
