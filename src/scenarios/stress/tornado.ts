import type { Outcome } from '#basics/problem.js';
import type { StatedAssumptions } from '../assumptions.js';
import { mergeStated } from '../mergeStated.js';
import { statedOverrides } from '../statedOverrides.js';
import type { ScenarioRunner } from './scenarioRunner.js';
import { type TornadoMove, tornadoMoves } from './tornadoMoves.js';

/** How far one assumption alone moves a class, both ways. */
export interface TornadoBar {
  readonly path: string;
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
}

export interface TornadoEnd {
  readonly value: string;
  /** By class, in the order of the deal; null where it has no price. */
  readonly prices: readonly (number | null)[];
  readonly lossRates: readonly (number | null)[];
}

export interface Tornado {
  /** Prices of the classes under the assumptions of the run. */
  readonly prices: readonly (number | null)[];
  readonly bars: readonly TornadoBar[];
}

/** Moves one assumption at a time; those that the run does not have, or that cannot move, are left out. */
export function tornado(runner: ScenarioRunner, below: StatedAssumptions): Outcome<Tornado> {
  const base = runner.run(below);
  if (!base.ok) return base;
  const bars: TornadoBar[] = [];
  for (const { path, low, high } of tornadoMoves(base.value.scenario.assumptions)) {
    const ends = [endOf(runner, below, path, low), endOf(runner, below, path, high)] as const;
    if (ends[0] !== undefined && ends[1] !== undefined) bars.push({ path, low: ends[0], high: ends[1] });
  }
  const prices = base.value.classes.map(({ price }) => price);
  return { ok: true, value: { prices, bars }, problems: base.problems };
}

function endOf(
  runner: ScenarioRunner,
  below: StatedAssumptions,
  path: TornadoMove['path'],
  value: string,
): TornadoEnd | undefined {
  const stated = statedOverrides([{ path, value, origin: 'tornado' }]);
  if (!stated.ok) return undefined;
  const run = runner.run(mergeStated(below, stated.value));
  if (!run.ok) return undefined;
  return {
    value,
    prices: run.value.classes.map(({ price }) => price),
    lossRates: run.value.classes.map(({ lossRate }) => lossRate),
  };
}
