import { createHash } from 'node:crypto';
import type { ScenarioSources } from '#scenarios/scenarioSources.js';
import type { Purchases } from '#scenarios/stress/purchase.js';
import type { ScenarioCell } from '#scenarios/stress/scenarioBlock.js';
import type { InputRecord } from './inputRecord.js';

/** What a scenario's result is a function of. */
export interface KeyedScenario {
  readonly version: string;
  readonly inputs: readonly InputRecord[];
  readonly sources: ScenarioSources;
  readonly bought: Purchases;
  readonly cell: ScenarioCell;
}

/** Of scenario, inputs and version, 80 bits: rows with the same key are the same rows. */
export function scenarioKey({ version, inputs, sources, bought, cell }: KeyedScenario): string {
  const { block, overrides } = cell;
  const stated = [...block.levels.slice(0, -1), overrides].map((level) =>
    level.map(({ path, value }) => [path, value]),
  );
  const { map, ...tapeOptions } = sources.tapeOptions;
  const content = [
    'abs/stress/1',
    version,
    inputs.map(({ name, sha256 }) => [name, sha256]),
    sources.flags,
    tapeOptions,
    [...(map ?? [])],
    Object.entries(bought).map(([name, { price, date, afterPayments }]) =>
      [name, price, date, afterPayments].filter((part) => part !== undefined),
    ),
    cell.name,
    stated,
    block.solve ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 20);
}
