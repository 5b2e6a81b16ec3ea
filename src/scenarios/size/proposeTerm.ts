import type { LoanTable } from '#collateral/loanTable.js';

/** The note's term from the pool's due dates and what investors want. */
export interface TermProposal {
  /** Years. */
  readonly term: number;
  /** Of the pool's due dates. */
  readonly earliest: number;
  readonly latest: number;
  readonly mean: number;
  /** Share of the balance that falls due after the term. */
  readonly dueAfter: number;
  /** Every term that was weighed, with its mean distance from the due dates, and demand as a share of all. */
  readonly candidates: readonly {
    readonly term: number;
    readonly distance: number;
    readonly demand: number;
  }[];
}

/**
 * The term T that minimizes (mean |due − T| over the balance) ÷ (share of the demand for T), the shorter of equal ones.
 * Without a demand the candidates are half-years between the first and the last due date (months where all is due
 * within a year), equally wanted: then T is the median due date. Claims due evenly within 1 to 2
 * years give 1.5; within 1 to 3 years, wanted at two, 2.
 */
export function proposeTerm(loans: LoanTable, demand: ReadonlyMap<number, number>): TermProposal {
  const due = dueProfile(loans);
  const [earliest, latest] = [due[0]!.years, due.at(-1)!.years];
  const wanted = [...demand].filter(([, weight]) => weight > 0);
  const total = wanted.reduce((sum, [, weight]) => sum + weight, 0);
  const perYear = latest <= 1 ? 12 : 2;
  const first = Math.max(1, Math.floor(earliest * perYear + 1e-9));
  const count = Math.ceil(latest * perYear - 1e-9) - first + 1;
  const between = Array.from({ length: count }, (_, i) => (first + i) / perYear);
  const terms = wanted.length > 0 ? wanted.map(([term]) => term).sort((a, b) => a - b) : between;
  const candidates = terms.map((term) => ({
    term,
    distance: due.reduce((sum, { years, share }) => sum + share * Math.abs(years - term), 0),
    demand: wanted.length > 0 ? (demand.get(term) ?? 0) / total : 1 / terms.length,
  }));
  const cost = ({ distance, demand }: (typeof candidates)[number]): number => distance / demand;
  const best = candidates.reduce((least, one) => (cost(one) < cost(least) - 1e-12 ? one : least));
  return {
    term: best.term,
    earliest,
    latest,
    mean: due.reduce((sum, { years, share }) => sum + share * years, 0),
    dueAfter: due.reduce((sum, { years, share }) => (years > best.term + 1e-9 ? sum + share : sum), 0),
    candidates,
  };
}

/** Shares of the balance by the years to the last payment. */
function dueProfile({ rowCount, currentBalance, remainingTermMonths }: LoanTable) {
  const byMonth = new Map<number, number>();
  let total = 0;
  for (let row = 0; row < rowCount; row++) {
    const month = remainingTermMonths[row]!;
    byMonth.set(month, (byMonth.get(month) ?? 0) + currentBalance[row]!);
    total += currentBalance[row]!;
  }
  return [...byMonth]
    .sort(([a], [b]) => a - b)
    .map(([month, balance]) => ({ years: month / 12, share: balance / total }));
}
