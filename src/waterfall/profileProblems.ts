import { formatDate } from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import type { DealTerms } from '#deal/terms.js';
import type { PaymentPeriod } from './paymentPlan.js';

/** Profiles that the payment dates cut short: what is left then falls due on the legal final date. */
export function profileProblems({ notes }: DealTerms, periods: readonly PaymentPeriod[]): Problem[] {
  const last = periods.at(-1)!.scheduledDate;
  return notes.flatMap(({ name, profile }, i): Problem[] => {
    const warn = (key: string, message: string): Problem[] => [
      problem('warning', 'profile-cut-short', `notes[${i}].${key}`, message),
    ];
    if (profile?.kind === 'level-installments' && profile.installments > periods.length) {
      const message = `class ${name} has ${profile.installments} installments and the deal ${periods.length} payments; the rest falls due at legal final`;
      return warn('installments', message);
    }
    if (profile?.kind !== 'interest-then-principal' || profile.maturity === undefined) return [];
    const { maturity } = profile;
    if (maturity > last) {
      const message = `class ${name} matures ${formatDate(maturity)}, after legal final ${formatDate(last)}`;
      return warn('maturity', message);
    }
    if (maturity > periods[0]!.scheduledDate) return [];
    return warn(
      'maturity',
      `class ${name} matures ${formatDate(maturity)}, by the first payment: nothing waits`,
    );
  });
}
