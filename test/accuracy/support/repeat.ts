// A p99 of some hundred requests rests on the worst few, and one stall of the machine that hits gadfly's
// process and not the control's makes those. What is gadfly's own doing is off every time. Where such a stall
// hits one load in twenty, five in a row are off once in three million.
const mostOff = 5;

/** Loads whose control was too noisy to judge by. */
const mostNoisy = 3;

/** What is asked of a load that was played. */
export interface LoadJudge<T> {
  readonly isNoisy: (played: T) => boolean;
  readonly problemsOf: (played: T) => readonly unknown[];
}

/** Plays until there is no problem, and not without end; gives the last. */
export async function playUntilClean<T>(
  play: () => Promise<T>,
  { isNoisy, problemsOf }: LoadJudge<T>,
): Promise<T> {
  let [noisy, off] = [0, 0];
  for (;;) {
    const played = await play();
    if (isNoisy(played)) noisy += 1;
    else if (problemsOf(played).length === 0) return played;
    else off += 1;
    if (noisy === mostNoisy || off === mostOff) return played;
  }
}
