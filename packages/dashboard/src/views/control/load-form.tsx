// Users and spawn rate while the run is under way. The fields follow the run until somebody types.
import type { LoadChange } from "@gadfly/shared/web/api-table";
import type { RunStatus } from "@gadfly/shared/web/run-status";
import { useEffect, useRef, useState } from "preact/hooks";
import { changeLoad } from "../../feed/api-client.ts";
import {
  describeWish,
  hasLoad,
  loadOf,
  type LoadTexts,
  readLoad,
} from "../../model/form/load-wish.ts";
import { Button } from "../parts/button.tsx";
import { useFocusHeir } from "../use-focus-heir.ts";
import { ActionProblems } from "./action-problems.tsx";
import { LoadField } from "./load-field.tsx";
import { useAction } from "./use-action.ts";

const textsOf = ({ users, spawnRate }: Required<LoadChange>): LoadTexts => ({
  users: String(users),
  spawnRate: String(spawnRate),
});

/** The last wish, until the load is changed from elsewhere. */
const useWish = (status: RunStatus) => {
  const [wish, setWish] = useState<Required<LoadChange> | null>(null);
  const wasMet = useRef(false);
  useEffect(() => {
    const isMet = wish !== null && hasLoad(status, wish);
    if (wasMet.current && !isMet) setWish(null);
    wasMet.current = isMet;
  }, [status, wish]);
  const ask = (change: Required<LoadChange>): void => {
    wasMet.current = false;
    setWish(change);
  };
  return [wish, ask] as const;
};

/** Change load. */
export const LoadForm = ({ status }: { readonly status: RunStatus }) => {
  const place = useRef<HTMLFormElement>(null);
  useFocusHeir(place);
  const action = useAction();
  const [typed, setTyped] = useState<LoadTexts | null>(null);
  const [wish, setWish] = useWish(status);
  const texts = typed ?? textsOf(wish ?? loadOf(status));
  const reading = readLoad(texts);
  const problems = reading.ok ? { users: null, spawnRate: null } : reading;
  const type = (part: Partial<LoadTexts>): void => setTyped({ ...texts, ...part });
  const apply = (event: Event): void => {
    event.preventDefault();
    if (!reading.ok) return;
    const { change } = reading;
    void action.run(
      () => changeLoad(change),
      () => {
        setWish(change);
        setTyped(null);
      },
    );
  };
  return (
    <form ref={place} class="load-form" aria-label="Change load" noValidate onSubmit={apply}>
      <LoadField
        label="Users"
        steps={["Fewer", "More"]}
        text={texts.users}
        problem={problems.users}
        onType={(users) => type({ users })}
      />
      <LoadField
        label="Users per second"
        steps={["Slower", "Faster"]}
        text={texts.spawnRate}
        problem={problems.spawnRate}
        onType={(spawnRate) => type({ spawnRate })}
      />
      <span class="control">
        <Button type="submit" aria-disabled={action.isBusy || !reading.ok}>
          Apply
        </Button>
        <ActionProblems problems={action.problems} />
      </span>
      <span class="small load-said" role="status">
        {describeWish(status, wish)}
      </span>
    </form>
  );
};
