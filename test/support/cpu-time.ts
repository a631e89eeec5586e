// What something costs, whoever else uses the machine.

/** Milliseconds of processor time that a call takes: waiting for a turn is none of it. */
export const cpuMsOf = (call: () => unknown): number => {
  const before = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
