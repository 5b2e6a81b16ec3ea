import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { formatRate } from '#basics/rate.js';
import { isDealPath } from '#deal/editDeal.js';
import { defaultMultipleMost } from './defaultMultipleMost.js';
import type { ScenarioRunner } from './scenarioRunner.js';
import type { Statement } from './statement.js';

/** A number that can be searched for: where on the line it can lie, and how it is written. */
export interface SearchForm {
  readonly from: number;
  readonly to: (runner: ScenarioRunner, statement: Statement) => number;
  readonly text: (value: number) => string;
}

const asRate = (value: number): string => formatRate(Number(value.toPrecision(17)));
const asNumber = (value: number): string => String(value);
const one = () => 1;
const share: SearchForm = { from: 0, to: one, text: asRate };

const searched: { readonly [path: string]: SearchForm } = {
  'prepayment.cpr': share,
  'prepayment.smm': share,
  'prepayment.psa': { from: 0, to: () => 10, text: asRate },
  'prepayment.abs': share,
  'default.cdr': share,
  'default.mdr': share,
  'default.cumulative': share,
  'default.curve.share': share,
  'default.multiple': {
    from: 0,
    to: (runner, { stated }) => defaultMultipleMost(runner, stated),
    text: asNumber,
  },
  'recovery.rate': share,
  'recovery.cost': share,
  correlation: share,
  'rates.shift': { from: -0.05, to: () => 0.2, text: asRate },
  'rates.initial': { from: -0.05, to: () => 0.5, text: asRate },
  'rates.mean': { from: -0.05, to: () => 0.5, text: asRate },
  'premium.rate': share,
  'factors.global': { from: -6, to: () => 6, text: asNumber },
  'servicer.lostShare': share,
  'payables.unpaidShare': share,
};

/** Why an assumption cannot be searched for; undefined where it can. Of a deal's terms the deal knows. */
export function searchFault(path: string): string | undefined {
  const known = Object.keys(searched);
  if (known.includes(path) || isDealPath(path)) return undefined;
  const hint = didYouMean(path, known) || `; known are ${known.join(', ')}`;
  return `${quoted(path)} cannot be searched for${hint}, and terms of the deal such as deal.notes.B.coupon`;
}

/** How to look for the value of a path under a deal. */
export function searchForm(path: string, runner: ScenarioRunner, origin: string): Outcome<SearchForm> {
  const refuse = (message: string) => failed([problem('error', 'unknown-path', origin, message)]);
  if (Object.hasOwn(searched, path)) return succeeded(searched[path]!);
  if (!isDealPath(path)) return refuse(searchFault(path) ?? '');
  const { plan } = runner.base;
  const found = runner.deal.numberAt(path.slice('deal.'.length), plan.decimals);
  if (!found.found) return refuse(found.message);
  const { kind, value, write } = found.number;
  if (kind === 'number') {
    return refuse(
      `${path} is a whole number; list its values in a grid instead: grid: { ${path}: [1, 2, 3] }`,
    );
  }
  const most = kind === 'rate' ? Math.max(1, value) : Math.max(plan.poolBalance.value, 2 * value);
  return succeeded({ from: 0, to: () => most, text: write });
}
