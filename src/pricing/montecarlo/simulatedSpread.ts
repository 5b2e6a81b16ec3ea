import { momentsOf, standardErrorOf } from '#numerics/statistics.js';
import { probabilityOfHazard } from '#pricing/models/defaultCurve.js';
import { checkDefaultNumber, type DefaultBasket, type DefaultTiming } from '#pricing/models/nthToDefault.js';
import { type ProtectionTerms, protectionTimes, protectionValue } from '#pricing/models/protectionLegs.js';
import type { CreditPool, Tranche } from '#pricing/models/trancheLoss.js';
import { type BareLoan, type BarePortfolio, simulateDefaults } from './simulatedDefaults.js';

export interface SimulatedSpread {
  readonly spread: number;
  readonly standardError: number;
}

interface PathOptions {
  readonly seed: string;
  readonly pathCount: number;
}

/** `nthToDefaultSpread` by the engine that prices deals: months of default drawn name by name, plain paths. */
export function simulateNthToDefaultSpread(
  basket: DefaultBasket,
  count: number,
  terms: ProtectionTerms & { readonly recoveryRate: number },
  options: PathOptions,
): SimulatedSpread {
  checkDefaultNumber(basket, count);
  const loans = basket.annualHazards.map((hazard, i) => ({
    ...basket.dependence?.[i],
    ...bareLoan(hazard, 1),
  }));
  const left = (defaults: number) => (defaults > count - 0.5 ? 0 : 1);
  return simulatedSpread({ ...basket, loans }, left, 1 - terms.recoveryRate, terms, options);
}

/** `trancheSpread` by the same engine. */
export function simulateTrancheSpread(
  pool: CreditPool,
  { attachment, detachment }: Tranche,
  terms: ProtectionTerms,
  options: PathOptions,
): SimulatedSpread {
  const notional = pool.names.reduce((sum, { notional: own = 1 }) => sum + own, 0);
  const loans = pool.names
    .map(({ annualHazard, notional: own = 1, recoveryRate, ...name }) => ({
      ...name,
      ...bareLoan(annualHazard, own * (1 - recoveryRate)),
    }))
    .filter(({ balance }) => balance > 0);
  const size = detachment - attachment;
  const left = (loss: number) => 1 - Math.min(Math.max(loss / notional - attachment, 0), size) / size;
  return simulatedSpread({ ...pool, loans }, left, 1, terms, options);
}

function bareLoan(hazard: DefaultTiming, balance: number): Pick<BareLoan, 'balance' | 'annualDefaultRate'> {
  if (typeof hazard !== 'number') throw new Error('names are simulated under constant hazards');
  return { balance, annualDefaultRate: probabilityOfHazard(hazard) };
}

/**
 * Mean protection over mean premium, and the error of that ratio by its slopes: the sample deviation of
 * protection − spread · premium over √n and the mean premium.
 */
function simulatedSpread(
  portfolio: Omit<BarePortfolio, 'termMonths'>,
  leftAfter: (defaulted: number) => number,
  loss: number,
  terms: ProtectionTerms,
  options: PathOptions,
): SimulatedSpread {
  const months = monthsOf(protectionTimes(terms));
  const protection = new Float64Array(options.pathCount);
  const riskless = protectionValue(new Float64Array(months.length).fill(leftAfter(0)), terms, loss);
  const premium = new Float64Array(options.pathCount).fill(riskless.premiumLeg);
  const termMonths = months[months.length - 1]!;
  const left = new Float64Array(months.length);
  simulateDefaults({ ...portfolio, termMonths }, options, (path, defaulted) => {
    let sum = 0;
    let month = 0;
    months.forEach((end, i) => {
      for (; month < end; month++) sum += defaulted[month]!;
      left[i] = leftAfter(sum);
    });
    const value = protectionValue(left, terms, loss);
    protection[path] = value.protectionLeg;
    premium[path] = value.premiumLeg;
  });
  const spread = mean(protection) / mean(premium);
  const gaps = protection.map((value, path) => value - spread * premium[path]!);
  return { spread, standardError: standardErrorOf(momentsOf(gaps)) / mean(premium) };
}

function monthsOf(years: readonly number[]): readonly number[] {
  const months = years.map((time) => Math.round(12 * time));
  if (months.some((month, i) => Math.abs(12 * years[i]! - month) > 1e-9)) {
    throw new Error('names default in months: a payment period needs a whole number of them in each part');
  }
  return months;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
