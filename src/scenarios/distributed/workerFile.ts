import { existsSync } from 'node:fs';

/**
 * Where the worker's code lies: beside this module in the library, one folder up in the bundled command line,
 * whose chunks have their own folder. undefined when run from TypeScript sources, which a worker cannot load.
 */
export function workerFile(
  name: 'blockWorker' | 'stressWorker' | 'tapeWorker' = 'blockWorker',
): URL | undefined {
  return [`./${name}.js`, `../${name}.js`]
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url));
}
