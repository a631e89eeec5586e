// A line of text with a button that copies it.
import { useRef, useState } from "preact/hooks";
import { Button } from "./button.tsx";
import { copyText } from "./copy-text.ts";

/** The line, and the button. `name` says what is copied. */
export const CopyLine = ({ name, text }: { readonly name: string; readonly text: string }) => {
  const place = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => setSaid(await copyText(text, place.current));
  return (
    <div class="copy-line">
      <pre tabIndex={0} role="group" aria-label={name}>
        <code ref={place}>{text}</code>
      </pre>
      <Button aria-label={`Copy ${name.toLowerCase()}`} onClick={() => void copy()}>
        Copy
      </Button>
      <span class="small quiet" role="status">
        {said}
      </span>
    </div>
  );
};
