// A box to tick, with its words.

/** What a box is made of. */
export interface CheckBoxProps {
  readonly title: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A box to tick. */
export const CheckBox = ({ title, isOn, onChange }: CheckBoxProps) => (
  <label class="field">
    <input
      type="checkbox"
      checked={isOn}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />{" "}
    {title}
  </label>
);
