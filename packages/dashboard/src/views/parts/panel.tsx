// A titled part of a view.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** What a panel is made of. */
export interface PanelProps {
  readonly title: string;
  readonly id?: string;
  /** Buttons and fields beside the title. */
  readonly actions?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A titled part of a view; a region that screen readers can jump to. */
export const Panel = ({ title, id, actions, children }: PanelProps) => {
  const titleId = useId();
  return (
    <section class="panel" id={id} aria-labelledby={titleId}>
      <div class="panel-head">
        <h2 id={titleId}>{title}</h2>
        {actions !== undefined && <div class="panel-actions">{actions}</div>}
      </div>
      <div class="panel-body">{children}</div>
    </section>
  );
};
