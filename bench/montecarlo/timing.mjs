// Medians with their range, of wall time and of the processor's: on a busy machine only the latter compares.
export const repeats = 5;

/** Seconds per unit of `action`, which does `units` of work; asynchronous actions are awaited. */
export async function timed(units, action, times = repeats) {
  await action();
  const wall = [];
  const cpu = [];
  for (let k = 0; k < times; k++) {
    const before = process.cpuUsage();
    const begin = performance.now();
    await action();
    wall.push((performance.now() - begin) / 1000 / units);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1e6 / units);
  }
  return { wall: spread(wall), cpu: spread(cpu) };
}

export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], least: sorted[0], most: sorted.at(-1) };
}
