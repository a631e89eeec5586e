// A button, and a link that looks like one.
import type { JSX } from "preact";

/** How much a button weighs. */
export type ButtonKind = "plain" | "primary" | "danger" | "quiet";

/** What a button takes: everything that the element does. */
export type ButtonProps = Omit<JSX.IntrinsicElements["button"], "class" | "className"> & {
  readonly kind?: ButtonKind;
};

/** A button; not one that sends a form unless its type says so. */
export const Button = ({ kind = "plain", type = "button", ...rest }: ButtonProps) => (
  <button {...rest} type={type} class={`button button-${kind}`} />
);
