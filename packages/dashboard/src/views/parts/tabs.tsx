// Tabs: one stop for the Tab key, arrows within.
import { useRef } from "preact/hooks";

/** One tab. */
export interface TabItem<Name extends string> {
  readonly name: Name;
  readonly title: string;
  /** A count or a word beside the title; empty: none. */
  readonly note: string;
}

/** What tabs are made of. The panel of a tab has the id `view-NAME`. */
export interface TabsProps<Name extends string> {
  readonly label: string;
  readonly items: readonly TabItem<Name>[];
  readonly open: Name;
  readonly onOpen: (name: Name) => void;
}

/** A list of tabs. */
export const Tabs = <Name extends string>({ label, items, open, onOpen }: TabsProps<Name>) => {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = itemAfter(
      items.map(({ name }) => name),
      open,
      event.key,
    );
    if (next === undefined) return;
    event.preventDefault();
    onOpen(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {items.map(({ name, title, note }) => (
        <button
          key={name}
          type="button"
          role="tab"
          class="tab"
          id={`tab-${name}`}
          aria-selected={name === open}
          aria-controls={name === open ? `view-${name}` : undefined}
          tabIndex={name === open ? 0 : -1}
          onClick={() => onOpen(name)}
        >
          {title}
          {note !== "" && <span class="tab-note">{note}</span>}
        </button>
      ))}
    </div>
  );
};

const itemAfter = <Name extends string>(
  names: readonly Name[],
  open: Name,
  key: string,
): Name | undefined => {
  const at = names.indexOf(open);
  if (key === "ArrowRight") return names[(at + 1) % names.length];
  if (key === "ArrowLeft") return names.at(at - 1);
  if (key === "Home") return names[0];
  if (key === "End") return names.at(-1);
  return undefined;
};
