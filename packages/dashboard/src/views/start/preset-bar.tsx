// Loads to begin with, one button each; what a button sets stands on it.
import type { StartForm } from "@gadfly/shared/options/describe/start-form";
import type { Draft } from "../../model/form/draft.ts";
import { isPresetOn, type Preset, presets } from "../../model/form/presets.ts";

/** What the bar needs. */
export interface PresetBarProps {
  readonly form: StartForm;
  readonly draft: Draft;
  readonly onChoose: (preset: Preset) => void;
}

/** The presets. */
export const PresetBar = ({ form, draft, onChoose }: PresetBarProps) => (
  <div class="presets" role="group" aria-label="Presets">
    {presets.map((preset) => (
      <button
        key={preset.name}
        class="preset"
        type="button"
        aria-pressed={isPresetOn(draft, form.fields, preset)}
        onClick={() => onChoose(preset)}
      >
        <strong>{preset.name}</strong> <span>{preset.says}</span>
      </button>
    ))}
  </div>
);
