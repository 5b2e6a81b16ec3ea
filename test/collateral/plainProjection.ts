import type { EventOrder } from '#collateral/assumptions.js';
import type { TestLoan } from './loans.js';

/** One month of one loan, as a textbook would write it down. */
export interface PlainMonth {
  interest: number;
  scheduled: number;
  prepaid: number;
  defaulted: number;
  end: number;
}

/**
 * A second way to the same figures, written from the contracts and not from the recursion: the contract's
 * balance is its installment paid off step by step, and a month's rates act on the part of it that is still there.
 */
export function plainLoan(loan: TestLoan, order: EventOrder, smm: number, mdr: number): PlainMonth[] {
  const contract = plainContract(loan);
  const months: PlainMonth[] = [];
  let alive = 1;
  for (let k = 1; k <= loan.term; k++) {
    const open = contract.balance(k - 1);
    const close = contract.balance(k);
    const due = contract.interest(k);
    const defaulted = alive * open * mdr;
    if (order === 'actual') {
      const prepaid = alive * (1 - mdr) * smm * open;
      const paying = alive * (1 - mdr) * (1 - smm);
      months.push({
        interest: paying * due + alive * (1 - mdr) * smm * open * contract.accrued(k - 1),
        scheduled: paying * (open - close),
        prepaid,
        defaulted,
        end: paying * close,
      });
      alive = paying;
    } else {
      const paying = alive * (1 - mdr);
      const prepaidShare = order === 'survivors' ? paying * smm : alive * smm;
      months.push({
        interest: paying * due + prepaidShare * close * contract.accrued(k),
        scheduled: paying * (open - close),
        prepaid: prepaidShare * close,
        defaulted,
        end: (paying - prepaidShare) * close,
      });
      alive = paying - prepaidShare;
    }
  }
  return months;
}

interface Contract {
  /** Principal owed after payment k. */
  balance(k: number): number;
  /** Interest or fee paid in month k. */
  interest(k: number): number;
  /** Interest owed, not yet due, after month k, per unit of principal then owed. */
  accrued(k: number): number;
}

function plainContract(loan: TestLoan): Contract {
  const { balance, rate, term } = loan;
  const i = rate / 12;
  const interval = 12 / (loan.paymentFrequency ?? 12);
  const payments = Math.ceil(term / interval);
  const stub = payments * interval - term;
  const owedBefore = Math.min(stub, loan.monthsOnBook ?? stub);
  const paidBy = (k: number) => Math.floor((k + stub) / interval);
  const sinceLast = (k: number) => (k + stub < interval ? k + owedBefore : (k + stub) % interval);
  const periodic = (left: (paid: number) => number): Contract => ({
    balance: (k) => (k === term ? 0 : left(paidBy(k))),
    interest: (k) =>
      (k + stub) % interval === 0
        ? left(paidBy(k - 1)) * i * (k + stub === interval ? k + owedBefore : interval)
        : 0,
    accrued: (k) => ((k + stub) % interval === 0 && k > 0 ? 0 : i * sinceLast(k)),
  });
  switch (loan.type ?? 'level') {
    case 'level': {
      const r = i * interval;
      let presentValueOfOne = 0;
      for (let m = 1; m <= payments; m++) presentValueOfOne += (1 + r) ** -m;
      const q = loan.installment ?? balance / presentValueOfOne;
      const left = [balance];
      for (let m = 1; m <= payments; m++) left.push(left[m - 1]! - (q - left[m - 1]! * r));
      return periodic((m) => left[m]!);
    }
    case 'equal-principal':
      return periodic((m) => (balance * (payments - m)) / payments);
    case 'credit-line':
      return {
        balance: (k) => (k === term ? 0 : balance),
        interest: (k) => (balance * rate * daysOfMonth(k)) / 365,
        accrued: () => 0,
      };
    case 'interest-only':
      return periodic((m) => (m === payments ? 0 : balance));
    case 'bullet': {
      const age = loan.monthsOnBook ?? 0;
      return {
        balance: (k) => (k === term ? 0 : balance),
        interest: (k) => (k === term ? balance * i * (term + age) : 0),
        accrued: (k) => (k === term ? 0 : i * (k + age)),
      };
    }
    case 'discount':
      return { balance: (k) => (k === term ? 0 : balance), interest: () => 0, accrued: () => 0 };
    case 'flat-fee': {
      const original = loan.originalTermMonths!;
      return {
        balance: (k) => (balance * (term - k)) / term,
        interest: () => ((balance / term) * original * rate) / 12,
        accrued: () => 0,
      };
    }
    case 'schedule':
    case 'recovery-only':
      throw new Error('no plain contract for a custom schedule');
  }
}

/** Days of month k after the cut-off of the tests, 1 January 2025. */
function daysOfMonth(k: number): number {
  const month = (k - 1) % 12;
  const year = 2025 + Math.floor((k - 1) / 12);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]!;
}
