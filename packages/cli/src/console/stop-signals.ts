// SIGINT and SIGTERM as a wish to stop. Whoever listens decides what a second one means.

/** Calls `stop` for every SIGINT and SIGTERM; returns how to let go of them. */
export const onStopSignal = (stop: () => void): (() => void) => {
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  };
};
