import { formatDate } from '#basics/calendarDate.js';
import { formatMoney } from '#basics/money.js';
import type { Problem } from '#basics/problem.js';
import type { YamlValue } from '#basics/yamlDocument.js';
import type { Assumption } from '#scenarios/assumptionRecord.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import type { BreakEven } from '#scenarios/stress/breakEven.js';
import type { PurchaseRecord } from '#scenarios/stress/purchase.js';
import type { ScenarioBlock } from '#scenarios/stress/scenarioBlock.js';
import type { StressResult } from '#scenarios/stress/stressRow.js';
import type { Tornado } from '#scenarios/stress/tornado.js';
import { dealRecord } from './dealRecord.js';
import type { StressDocument, StressPair, StressScenario } from './documents/stressSchema.js';
import { problemRecords, type RunInputs, runRecord } from './runRecord.js';
import { tapeSummary } from './tapeSummary.js';

export interface StressFacts {
  readonly pairs: readonly StressedPair[];
  readonly blocks: readonly ScenarioBlock[];
  readonly results: readonly NamedResult[];
  readonly partial: boolean;
  readonly problems: readonly Problem[];
}

export interface StressedPair {
  readonly base: ResolvedScenario;
  readonly tapeName: string;
  readonly dealName: string;
  /** By class. */
  readonly purchases: readonly PurchaseRecord[];
  /** Undefined where they were not asked for. */
  readonly breakEvens: readonly BreakEven[] | undefined;
  readonly tornado: Tornado | undefined;
}

export interface NamedResult {
  readonly pair: number;
  readonly name: string;
  readonly key: string;
  readonly result: StressResult;
}

/** The JSON document of a stress run; the terminal report is made from it. */
export function stressDocument(
  facts: StressFacts,
  run: Pick<RunInputs, 'version' | 'inputs' | 'options'>,
  textOf: (value: YamlValue) => string,
): StressDocument {
  const shared = sharedRecords(facts.pairs.map(({ base }) => base.records));
  const asOf = facts.pairs[0]?.base.asOf;
  return {
    schema: 'abs/stress/1',
    run: runRecord({ ...run, seed: null, asOf, assumptions: shared }),
    pairs: facts.pairs.map((pair) => pairRecord(pair, shared)),
    blocks: facts.blocks.map(({ name, description, source, axes }) => ({
      name,
      description: description ?? null,
      source: source ?? null,
      axes: axes.map(({ path, values }) => ({ path, values: values.map(textOf) })),
    })),
    scenarios: facts.results.map(scenarioRecord),
    breakEven: facts.pairs.flatMap(({ breakEvens }, pair) =>
      (breakEvens ?? []).map((found) => breakEvenRecord(found, pair)),
    ),
    partial: facts.partial,
    problems: problemRecords(facts.problems),
  };
}

function pairRecord(
  { base, tapeName, dealName, purchases, tornado }: StressedPair,
  shared: readonly Assumption[],
): StressPair {
  const { plan, tape, records } = base;
  return {
    tapeName,
    dealName,
    tape: tapeSummary(tape.report),
    deal: dealRecord(plan),
    classes: plan.notes.map(({ name, kind, openingBalance }, i) => {
      const { purchaseDate, ...purchase } = purchases[i]!;
      return {
        name,
        kind,
        balance: formatMoney(openingBalance.exact, plan.decimals),
        ...purchase,
        purchaseDate: purchaseDate === undefined ? null : formatDate(purchaseDate),
      };
    }),
    assumptions: records
      .filter((one) => !shared.some((other) => isSameAssumption(one, other)))
      .map((one) => ({ ...one })),
    tornado:
      tornado === undefined
        ? null
        : {
            prices: [...tornado.prices],
            bars: tornado.bars.map(({ path, low, high }) => ({
              path,
              low: endRecord(low),
              high: endRecord(high),
            })),
          },
  };
}

function endRecord({ value, prices, lossRates }: Tornado['bars'][number]['low']) {
  return { value, prices: [...prices], lossRates: [...lossRates] };
}

function scenarioRecord({ pair, name, key, result }: NamedResult): StressScenario {
  const { set, solved, pool, classes } = result;
  return {
    pair,
    name,
    key,
    set: Object.fromEntries(set),
    solved: solved === null ? null : { path: solved.path, roots: [...solved.roots], message: solved.message },
    pool: pool === null ? null : { ...pool },
    notes: classes.map(({ balance: _, ...figures }) => figures),
  };
}

function breakEvenRecord(found: BreakEven, pair: number): StressDocument['breakEven'][number] {
  return {
    pair,
    class: found.className,
    by: found.by,
    value: found.value,
    reason: found.reason,
    isMonotone: found.isMonotone,
    crossings: found.crossings.map(({ before, direction }) => ({ at: before, direction })),
    searchedTo: found.to,
  };
}

/** What holds for all tapes and deals of the run. */
export function sharedRecords(lists: readonly (readonly Assumption[])[]): readonly Assumption[] {
  const [first = [], ...others] = lists;
  return first.filter((one) => others.every((list) => list.some((other) => isSameAssumption(one, other))));
}

export function isSameAssumption(a: Assumption, b: Assumption): boolean {
  return a.name === b.name && a.value === b.value && a.origin === b.origin;
}
