import { formatDate } from '#basics/calendarDate.js';
import { printable } from '#basics/printable.js';
import type { DealTerms } from '#deal/terms.js';
import type { Assumption } from './assumptionRecord.js';

/** What a stated deal says that moves money and is easily overlooked, a line a subject. */
export function dealTermRecords(terms: DealTerms, origin: string): Assumption[] {
  const record = (name: string, values: readonly string[]): Assumption[] =>
    values.length === 0 ? [] : [{ name, value: printable(values.join(', '), 200), origin }];
  const bearing = terms.notes.filter((note) => note.kind === 'interest-bearing');
  const dayCounts = [...new Set(bearing.map((note) => note.dayCount))];
  const interest =
    dayCounts.length === 1 ? dayCounts : bearing.map(({ name, dayCount }) => `${name} ${dayCount}`);
  return [
    ...record('deal.payments', paymentTerms(terms)),
    ...record('deal.interest', interest),
    ...record('deal.fees', names(terms.fees)),
    ...record('deal.accounts', names(terms.accounts)),
    ...record('deal.supports', names(terms.supports)),
    ...record('deal.triggers', names(terms.triggers)),
  ];
}

function paymentTerms({ dates }: DealTerms): string[] {
  const every = dates.paymentMonths === 1 ? 'monthly' : `every ${dates.paymentMonths} months`;
  return [
    every,
    ...(dates.paymentDay === undefined ? [] : [`day ${dates.paymentDay}`]),
    ...(dates.firstPayment === undefined ? [] : [`first ${formatDate(dates.firstPayment)}`]),
    ...(dates.calendar.name === 'none' ? [] : [`${dates.calendar.name} ${dates.roll}`]),
  ];
}

function names(items: readonly { readonly name: string }[]): string[] {
  return items.map(({ name }) => name);
}
