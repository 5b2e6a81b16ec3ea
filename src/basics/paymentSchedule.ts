import { type BusinessCalendar, type Roll, rollDate } from './businessCalendar.js';
import { type CalendarDate, onDayOfMonth, yearMonthDay } from './calendarDate.js';

export interface ScheduleTerms {
  readonly firstPayment: CalendarDate;
  /** Of the payments after the first, cut to the month's end (31 is the last day); as the first if undefined. */
  readonly paymentDay: number | undefined;
  /** Months from one payment to the next: 1 monthly, 3 quarterly, 12 yearly. */
  readonly intervalMonths: number;
  /** The legal final date: itself a payment date, wherever it falls. */
  readonly lastPayment: CalendarDate;
  readonly calendar: BusinessCalendar;
  readonly roll: Roll;
}

/** Many contracts accrue to the scheduled date and pay on the rolled one: both are kept. */
export interface PaymentDate {
  readonly scheduled: CalendarDate;
  readonly payment: CalendarDate;
}

/**
 * Payment dates from the first to the last, both included and both strictly rising. A regular date that rolls
 * onto the payment of the last date is given up for it. Throws when the last is before the first.
 */
export function paymentSchedule(terms: ScheduleTerms): PaymentDate[] {
  const { firstPayment, lastPayment, intervalMonths } = terms;
  if (!(lastPayment >= firstPayment)) throw new Error(`last payment ${lastPayment} before ${firstPayment}`);
  if (!Number.isInteger(intervalMonths) || intervalMonths < 1) {
    throw new Error(`${intervalMonths} months between payments`);
  }
  const rolled = (scheduled: CalendarDate): PaymentDate => ({
    scheduled,
    payment: rollDate(terms.calendar, scheduled, terms.roll),
  });
  const last = rolled(lastPayment);
  const dates: PaymentDate[] = [];
  for (let k = 0; ; k++) {
    const date = rolled(regularDate(terms, k));
    if (date.scheduled >= last.scheduled || date.payment >= last.payment) return [...dates, last];
    if (date.payment > (dates.at(-1)?.payment ?? Number.NEGATIVE_INFINITY)) dates.push(date);
  }
}

function regularDate({ firstPayment, paymentDay, intervalMonths }: ScheduleTerms, k: number): CalendarDate {
  if (k === 0) return firstPayment;
  const { year, month, day } = yearMonthDay(firstPayment);
  return onDayOfMonth(year, month + k * intervalMonths, paymentDay ?? day);
}
