import { setImmediate } from 'node:timers/promises';
import type { RunBlocks } from '#pricing/montecarlo/simulate.js';
import type { Host } from './host.js';

/** A first Ctrl-C asks a simulation to end after its round; a second one ends the process at once. */
export interface Interruption {
  readonly wasAsked: () => boolean;
  /** Runs blocks one after another and lets signals through between them. */
  readonly runBlocks: RunBlocks;
  readonly release: () => void;
}

export function watchInterruption(host: Host): Interruption {
  let asked = false;
  const release = host.onInterrupt(() => {
    asked = true;
  });
  return {
    wasAsked: () => asked,
    runBlocks: async (specs, runBlock) => {
      const results: ReturnType<typeof runBlock>[] = [];
      for (const spec of specs) {
        results.push(runBlock(spec));
        await setImmediate();
      }
      return results;
    },
    release,
  };
}
