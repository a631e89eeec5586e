// Text from outside: a server, a worker, a model's name. It may be long, reversed or empty.
import { useState } from "preact/hooks";

const foldFrom = 160;

/** The text by itself, so that nothing in it turns what stands around it; long text is folded. */
export const Foreign = ({ text }: { readonly text: string }) => {
  const [isOpen, setOpen] = useState(false);
  if (text.length <= foldFrom) return <bdi class="foreign">{text}</bdi>;
  return (
    <>
      <bdi class={isOpen ? "foreign" : "foreign foreign-folded"}>{text}</bdi>
      <button type="button" class="fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Show less" : "Show all"}
      </button>
    </>
  );
};
