// Copies what is not shown as a whole.
import { useState } from "preact/hooks";
import { Button } from "./button.tsx";
import { copyText } from "./copy-text.ts";

/** A button that copies the text that it asks for when it is pressed. */
export const CopyButton = ({
  title,
  text,
}: {
  readonly title: string;
  readonly text: () => string;
}) => {
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => setSaid(await copyText(text(), null));
  return (
    <>
      <span class="small quiet" role="status">
        {said}
      </span>
      <Button onClick={() => void copy()}>{title}</Button>
    </>
  );
};
