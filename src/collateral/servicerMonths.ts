import type { CollateralMonth } from './pool.js';
import { arrivalMonth, type ServicerFailure } from './servicerFailure.js';

/**
 * A servicer's failure month by month, for pools that go on by what has arrived: the same cash as
 * `afterServicerFailure` makes of a whole flow, since the month of the failure is known beforehand.
 */
export function servicerMonths(
  failure: ServicerFailure | undefined,
): (row: CollateralMonth) => CollateralMonth {
  if (failure === undefined) return (row) => row;
  const { failsInMonth, lostMonths, lostShare } = failure;
  const arrival = arrivalMonth(failure);
  let month = 0;
  let held: Cash = nothing;
  return (row) => {
    const m = month++;
    if (m >= failsInMonth - lostMonths && m < failsInMonth) return withLost(row, lostShare);
    if (arrival === undefined || m < failsInMonth || m > arrival) return row;
    const cash = plus(held, row);
    held = m < arrival ? cash : nothing;
    return { ...row, ...(m < arrival ? nothing : cash) };
  };
}

type Cash = Pick<CollateralMonth, 'interest' | 'scheduledPrincipal' | 'prepaidPrincipal' | 'recoveries'>;

const nothing: Cash = { interest: 0, scheduledPrincipal: 0, prepaidPrincipal: 0, recoveries: 0 };

function plus(a: Cash, b: Cash): Cash {
  return {
    interest: a.interest + b.interest,
    scheduledPrincipal: a.scheduledPrincipal + b.scheduledPrincipal,
    prepaidPrincipal: a.prepaidPrincipal + b.prepaidPrincipal,
    recoveries: a.recoveries + b.recoveries,
  };
}

/** Lost principal and recoveries are losses of the month in which they were collected. */
function withLost(row: CollateralMonth, share: number): CollateralMonth {
  const { interest, scheduledPrincipal, prepaidPrincipal, recoveries, losses } = row;
  const kept = 1 - share;
  return {
    ...row,
    interest: interest * kept,
    scheduledPrincipal: scheduledPrincipal * kept,
    prepaidPrincipal: prepaidPrincipal * kept,
    recoveries: recoveries * kept,
    losses: losses + (scheduledPrincipal + prepaidPrincipal + recoveries) * share,
  };
}
