import type { RecoveryAssumption } from './assumptions.js';

/**
 * Defaulted loans whose interest and principal the servicer advances until they are liquidated, `lag` months after
 * the default. A defaulted loan goes on amortizing as its cohort does; its last installment is not advanced. At
 * liquidation the loss is the severity on the balance at default, at most what is left, and the rest is recovered.
 * Source: Bond Market Association, Standard Formulas, chapter SF, C.3 with advances.
 */
export interface AdvanceLedger {
  readonly lag: number;
  readonly severity: number;
  /** What one unit of the contract at the cut-off has left. */
  readonly factor: Float64Array;
  /** By loan and month of default (modulo the lag): balance at default over `factor` then, and that balance. */
  readonly units: Float64Array;
  readonly amounts: Float64Array;
  /** Recovered and lost in the months after this one, of loans past their maturity: element 0 is the next. */
  readonly laterRecoveries: number[];
  readonly laterLosses: number[];
}

export function newAdvanceLedger(count: number, recovery: RecoveryAssumption): AdvanceLedger {
  return {
    lag: recovery.lagMonths,
    severity: 1 - recovery.rate,
    factor: new Float64Array(count).fill(1),
    units: new Float64Array(count * recovery.lagMonths),
    amounts: new Float64Array(count * recovery.lagMonths),
    laterRecoveries: [],
    laterLosses: [],
  };
}

/** What a month brings on the defaulted part of one loan. */
export interface AdvancedMonth {
  recovered: number;
  lost: number;
  principal: number;
  interest: number;
}

/** The month `elapsed` of loan `i`, of which `defaulting` defaults at its start. */
export function advanceDefaulted(
  ledger: AdvanceLedger,
  i: number,
  elapsed: number,
  contract: { share: number; due: number; growth: number; isLast: boolean },
  defaulting: number,
  into: AdvancedMonth,
): void {
  const { lag, units, amounts, factor } = ledger;
  const row = i * lag;
  const slot = row + (elapsed % lag);
  const before = factor[i]!;
  let waiting = 0;
  for (let s = row; s < row + lag; s++) waiting += units[s]!;
  into.interest = (waiting * before + defaulting) * contract.due;
  liquidate(ledger, units[slot]! * before, amounts[slot]!, into);
  const share = contract.isLast ? 0 : contract.share;
  into.principal = ((waiting - units[slot]!) * before + defaulting) * share;
  units[slot] = before > 0 ? defaulting / before : 0;
  amounts[slot] = defaulting;
  factor[i] = before * (1 - share + contract.growth);
  if (contract.isLast) leave(ledger, i, elapsed);
}

function liquidate(ledger: AdvanceLedger, left: number, atDefault: number, into: AdvancedMonth): void {
  into.lost = Math.min(ledger.severity * atDefault, left);
  into.recovered = left - into.lost;
}

/** What a loan past its maturity still has waiting goes into the months to come. */
function leave(ledger: AdvanceLedger, i: number, elapsed: number): void {
  const { lag, units, amounts, factor, laterRecoveries, laterLosses } = ledger;
  const into: AdvancedMonth = { recovered: 0, lost: 0, principal: 0, interest: 0 };
  for (let wait = 1; wait <= lag; wait++) {
    const slot = i * lag + ((elapsed + wait) % lag);
    if (units[slot] === 0) continue;
    liquidate(ledger, units[slot]! * factor[i]!, amounts[slot]!, into);
    while (laterLosses.length < wait) {
      laterLosses.push(0);
      laterRecoveries.push(0);
    }
    laterRecoveries[wait - 1]! += into.recovered;
    laterLosses[wait - 1]! += into.lost;
    units[slot] = 0;
  }
}
