// How the program is called in a command line that is shown to be copied. In a clone nothing of ours is on
// the PATH, and npx finds the program there; where it is on the PATH, npx finds that one.

/** The words that every command line begins with. */
export const program = "npx gadfly";
