// A p99 of some hundred requests rests on the worst few, and one stall of the machine that hits one of two
// processes makes those. So a load is played again when something is off; what is gadfly's own doing is off
// every time.
const attempts = 3;

/** Plays until there is no problem, three times at most; gives the last. */
export async function playUntilClean<T>(
  play: () => Promise<T>,
  problemsOf: (played: T) => readonly unknown[],
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const played = await play();
    if (attempt === attempts || problemsOf(played).length === 0) return played;
  }
}
