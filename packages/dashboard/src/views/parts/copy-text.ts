// Puts text into the clipboard. A page that was opened from a disk, or by a machine's name over HTTP, may not use it; then the text is only
// marked, and Ctrl+C does the rest.

/** Copies; says how it went. */
export const copyText = async (text: string, place: Element | null): Promise<string> => {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied";
  } catch {
    if (place === null) return "This page may not use the clipboard";
    getSelection()?.selectAllChildren(place);
    return "Marked: press Ctrl+C";
  }
};
