// Copies what an element holds. Where the browser forbids it, the text is left selected for Ctrl+C.

const selectAll = (element: Element): void => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
};

/** Copies, and says what came of it. */
export const copyText = async (element: Element): Promise<string> => {
  try {
    await navigator.clipboard.writeText(element.textContent ?? "");
    return "Copied.";
  } catch {
    // A page that was opened by a machine's name over HTTP may not write to the clipboard.
    selectAll(element);
    return "Selected: copy it with Ctrl+C.";
  }
};
