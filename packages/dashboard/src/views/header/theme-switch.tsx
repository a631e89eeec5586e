// Chooses between the colours of the system, light and dark.
import { type Theme, useTheme } from "../theme.ts";

const themes = { system: "System colours", light: "Light", dark: "Dark" } as const satisfies Record<
  Theme,
  string
>;

const isTheme = (name: string): name is Theme => Object.hasOwn(themes, name);

/** The choice of colours. */
export const ThemeSwitch = () => {
  const [theme, choose] = useTheme();
  return (
    <label class="theme">
      <span class="unseen">Colours</span>
      <select
        value={theme}
        onChange={({ currentTarget: { value } }) => isTheme(value) && choose(value)}
      >
        {Object.entries(themes).map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
};
