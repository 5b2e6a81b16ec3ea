import type { SimulationProgress } from '#pricing/montecarlo/simulate.js';
import { formatCount, formatError } from '#report/formatValue.js';
import type { Host } from './host.js';

/** One line on stderr that is written over after each round; nothing unless stderr is a terminal. */
export interface ProgressLine {
  readonly show: (progress: SimulationProgress) => void;
  readonly clear: () => void;
}

export function progressLine(host: Host, quiet: boolean): ProgressLine {
  if (quiet || !host.stderr.isTerminal) return { show: () => {}, clear: () => {} };
  let shown = false;
  return {
    show: ({ round, loanPathCount, standardError }) => {
      shown = true;
      host.stderr.write(
        `\r\u001b[Kround ${round}: ${formatCount(loanPathCount)} paths, ± ${formatError(standardError)}`,
      );
    },
    clear: () => {
      if (shown) host.stderr.write('\r\u001b[K');
    },
  };
}
