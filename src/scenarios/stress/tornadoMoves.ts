import { formatRate } from '#basics/rate.js';
import type { Assumptions } from '../assumptions.js';

/** One assumption and the two values to which it moves, as in an assumptions file. */
export interface TornadoMove {
  readonly path: string;
  readonly low: string;
  readonly high: string;
}

/** Half and double, twenty points, three months, one percentage point: the same moves for every deal, printed. */
export function tornadoMoves(assumptions: Assumptions): TornadoMove[] {
  const { prepayment, recovery, delinquency } = assumptions;
  const defaults = assumptions.default;
  const rate = (value: number): string => formatRate(Number(Math.min(1, Math.max(0, value)).toPrecision(12)));
  const moves: TornadoMove[] = [];
  if (defaults.kind !== 'none' && delinquency === undefined) {
    moves.push({ path: 'default.multiple', low: '0.5', high: '2' });
    if (defaults.kind !== 'curve' && defaults.kind !== 'amounts') {
      moves.push({ path: 'default.timing', low: 'back', high: 'front' });
    }
  }
  if (prepayment.kind === 'cpr' && prepayment.cpr > 0) {
    moves.push({ path: 'prepayment.cpr', low: rate(prepayment.cpr / 2), high: rate(prepayment.cpr * 2) });
  }
  moves.push({ path: 'recovery.rate', low: rate(recovery.rate - 0.2), high: rate(recovery.rate + 0.2) });
  const { lagMonths } = recovery;
  moves.push({
    path: 'recovery.lagMonths',
    low: String(Math.max(0, lagMonths - 3)),
    high: String(lagMonths + 3),
  });
  moves.push({ path: 'rates.shift', low: '-1%', high: '1%' });
  moves.push({
    path: 'premium.rate',
    low: rate(assumptions.premium.rate - 0.01),
    high: rate(assumptions.premium.rate + 0.01),
  });
  return moves;
}
