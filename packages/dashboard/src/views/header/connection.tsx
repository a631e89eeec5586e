// What is wrong with the connection; the region is always there, so that screen readers hear of changes.
import { useEffect, useState } from "preact/hooks";
import { connectionTrouble } from "../../model/header/trouble.ts";
import type { RunPicture } from "../../model/run-picture.ts";

/** Trouble with the connection, if there is any. */
export const Connection = ({ picture }: { readonly picture: RunPicture }) => {
  const lostAt = useLostAt(picture.connection === "live");
  const trouble = connectionTrouble(picture, lostAt);
  return (
    <div class="connection" role="status" aria-label="Connection">
      {trouble !== null && <p class={`trouble trouble-${trouble.tone}`}>{trouble.text}</p>}
    </div>
  );
};

// When the page was last connected, as a time of day.
const useLostAt = (isLive: boolean): string | null => {
  const [lostAt, setLostAt] = useState<string | null>(null);
  useEffect(() => {
    if (isLive) return () => setLostAt(new Date().toLocaleTimeString());
    return undefined;
  }, [isLive]);
  return lostAt;
};
