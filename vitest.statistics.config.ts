import { defineConfig } from 'vitest/config';

// The long statistical gates: minutes, so not part of `npm test`, whose short ones stay.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: { include: ['test/**/*.statistics.ts'], testTimeout: 1_200_000 },
});
