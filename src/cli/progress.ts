import type { SimulationProgress } from '#pricing/montecarlo/simulate.js';
import { formatCount, formatError } from '#report/formatValue.js';
import type { Host } from './host.js';

/** One line on stderr that is written over; nothing unless stderr is a terminal. */
export interface ProgressLine {
  /** After a round: what is known, and how long the rest will take if it goes on like this. */
  readonly show: (progress: SimulationProgress) => void;
  /** During a round: how much of it is done. */
  readonly showBlock: (taken: number, count: number) => void;
  readonly clear: () => void;
}

const leastBetween = 200;

/** `clock`: milliseconds since the start. */
export function progressLine(host: Host, quiet: boolean, clock: () => number): ProgressLine {
  if (quiet || !host.stderr.isTerminal) return { show: () => {}, showBlock: () => {}, clear: () => {} };
  let known = '';
  let round = 1;
  let wroteAt: number | undefined;
  const write = (text: string) => {
    wroteAt = clock();
    host.stderr.write(`\r\u001b[K${text}`);
  };
  return {
    show: (progress) => {
      known = `${formatCount(progress.loanPathCount)} paths, ± ${formatError(progress.standardError)}`;
      write(`round ${round}: ${known}${timeLeft(clock(), progress.shareDone)}`);
      round = progress.round + 1;
    },
    showBlock: (taken, count) => {
      if (wroteAt !== undefined && clock() - wroteAt < leastBetween) return;
      const done = `round ${round}: ${Math.floor((100 * taken) / count)} %`;
      write(known === '' ? done : `${done}; so far ${known}`);
    },
    clear: () => {
      if (wroteAt !== undefined) host.stderr.write('\r\u001b[K');
    },
  };
}

/** The time so far over the share done: an estimate, since the last rounds' errors are not known yet. */
function timeLeft(elapsed: number, shareDone: number): string {
  if (shareDone >= 1) return '';
  const seconds = (elapsed / shareDone - elapsed) / 1000;
  if (seconds < 1) return ', less than a second left';
  return seconds < 90
    ? `, about ${Math.round(seconds)} s left`
    : `, about ${Math.round(seconds / 60)} minutes left`;
}
