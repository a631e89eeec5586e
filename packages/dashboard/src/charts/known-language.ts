// uPlot asks for number formats of the browser's language while it loads. Browsers in containers name
// languages that do not exist (en-US@posix), and the whole page would stay empty: they get English.
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}
