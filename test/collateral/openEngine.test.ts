import { describe, expect, it } from 'vitest';
import { formatDate, monthEnd } from '#basics/calendarDate.js';
import { noRecovery } from '#collateral/assumptions.js';
import { projectPool } from '#collateral/projectPool.js';
import reference from '../../fixtures/reference/collateral/openEngine.json' with { type: 'json' };
import { assume, day, loanTable } from './loans.js';

describe.each(reference.cases)('open engine, order actual: $name', (example) => {
  const { loan, recovery, rows } = example;
  const flow = projectPool(
    loanTable([{ balance: loan.balance, rate: loan.annualRate, term: loan.remainingTerm }]),
    assume({
      order: 'actual',
      prepayment: { kind: 'cpr', cpr: example.cpr },
      default: { kind: 'cdr', cdr: example.cdr },
      recovery: recovery === null ? noRecovery : { rate: recovery.rate, lagMonths: recovery.lagPeriods },
    }),
    day(example.cutOff),
  );

  it('has the same months', () => {
    // In the deals, payments of the first of a month are banked at that month's end.
    const dates = flow.dates.map((date) => formatDate(example.collectedAtMonthEnds ? monthEnd(date) : date));
    expect(dates).toEqual(rows.map((row) => row.date));
  });

  it.each(rows.map((row, k) => ({ ...row, k })))('$date', ({ k, ...row }) => {
    const near = (got: number, wanted: number, what: string) =>
      expect(Math.abs(got - wanted), `${what}: ${got} for ${wanted}`).toBeLessThanOrEqual(
        reference.tolerance,
      );
    near(flow.balanceAtStart[k]!, row.begin, 'begin');
    near(flow.defaultedPrincipal[k]!, row.default, 'default');
    near(flow.prepaidPrincipal[k]!, row.prepay, 'prepay');
    near(flow.interest[k]!, row.interest, 'interest');
    near(flow.scheduledPrincipal[k]!, row.principal, 'principal');
    near(flow.balanceAtEnd[k]!, row.end, 'end');
    near(flow.recoveries[k]!, row.recovery, 'recovery');
    near(flow.losses[k]!, row.loss, 'loss');
  });
});
