import type { Host } from './host.js';

/** A first Ctrl-C asks a simulation to end after its round; a second one ends the process at once. */
export interface Interruption {
  readonly wasAsked: () => boolean;
  readonly release: () => void;
}

export function watchInterruption(host: Host): Interruption {
  let asked = false;
  const release = host.onInterrupt(() => {
    asked = true;
  });
  return {
    wasAsked: () => asked,
    release,
  };
}
