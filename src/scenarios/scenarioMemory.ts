import type { CalendarDate } from '#basics/calendarDate.js';
import type { Outcome, Problem } from '#basics/problem.js';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { checkCollateral, checkKinds, checkRates } from '#collateral/checkCollateral.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';

/**
 * What scenarios on one tape and deal have in common and need not be worked out again. It changes no result; whoever
 * runs many scenarios makes one and passes it on.
 */
export interface ScenarioMemory {
  readonly kinds: Map<string, readonly Problem[]>;
  readonly plans: Map<string, Outcome<PaymentPlan>>;
}

export function scenarioMemory(): ScenarioMemory {
  return { kinds: new Map(), plans: new Map() };
}

/** `checkCollateral`, where the part that goes by kinds alone is looked up when the kinds have been seen before. */
export function checkWithMemory(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
  memory: ScenarioMemory | undefined,
): readonly Problem[] {
  if (memory === undefined || assumptions.order === 'sifma') {
    return checkCollateral(loans, assumptions, cutOff);
  }
  const key = kindsKey(assumptions);
  const known = memory.kinds.get(key) ?? checkKinds(loans, assumptions, cutOff);
  memory.kinds.set(key, known);
  return [...known, ...checkRates(loans, assumptions)];
}

/** Everything but the numbers of prepayment, default and recovery; all of what else there is. */
function kindsKey({
  prepayment,
  default: defaults,
  recovery,
  segments,
  ...rest
}: CollateralAssumptions): string {
  const ofSegments = (segments ?? []).map(({ recovery: _, ...segment }) => ({
    ...segment,
    ...(segment.prepayment === undefined ? {} : { prepayment: kindOf(segment.prepayment) }),
    ...(segment.default === undefined ? {} : { default: kindOf(segment.default) }),
  }));
  return JSON.stringify([kindOf(prepayment), kindOf(defaults), recovery.advances ?? '', ofSegments, rest]);
}

function kindOf(behavior: CollateralAssumptions['prepayment'] | CollateralAssumptions['default']): unknown {
  switch (behavior.kind) {
    case 'vector':
      return [behavior.kind, behavior.by];
    case 'by-term':
      return [behavior.kind, behavior.vectors.map(({ termMonths }) => termMonths)];
    case 'regression':
      return [behavior.kind, behavior.reading];
    default:
      return behavior.kind;
  }
}
