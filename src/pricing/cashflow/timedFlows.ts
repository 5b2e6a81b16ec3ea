import type { CalendarDate } from '#basics/calendarDate.js';

/** Amounts and when they are paid, in years from the pricing date, as two lists of equal length. */
export interface TimedFlows {
  readonly years: ArrayLike<number>;
  readonly amounts: ArrayLike<number>;
}

export interface DatedFlow {
  readonly date: CalendarDate;
  readonly amount: number;
}

/** Dated amounts on the ACT/365 clock: (date − asOf) / 365 years. Flows before `asOf` are an error. */
export function actual365Flows(asOf: CalendarDate, flows: readonly DatedFlow[]): TimedFlows {
  return {
    years: flows.map((flow) => yearsActual365(asOf, flow.date)),
    amounts: flows.map((flow) => flow.amount),
  };
}

/** Amounts paid at the ends of equal periods, `perYear` of them a year, the first one period from now. */
export function periodicFlows(amounts: readonly number[], perYear: number): TimedFlows {
  return { years: amounts.map((_, k) => (k + 1) / perYear), amounts };
}

function yearsActual365(asOf: CalendarDate, date: CalendarDate): number {
  if (date < asOf) throw new Error(`a flow on day ${date} lies before the pricing day ${asOf}`);
  return (date - asOf) / 365;
}
