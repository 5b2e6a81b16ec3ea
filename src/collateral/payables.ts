/**
 * What happens to discount instruments (应付款保函, invoices) on their due date, as shares of the face that is
 * then due. Early payment is the prepayment assumption `before-due`. What is neither late nor partly paid nor
 * unpaid is paid on the due date.
 */
export interface PayableAssumption {
  /** Paid in full, but `months` after the due date. */
  readonly late?: readonly { readonly months: number; readonly share: number }[];
  /** Instruments of which only `paidShare` of the face is paid, on the due date. */
  readonly partial?: { readonly share: number; readonly paidShare: number };
  /** Not paid at all. */
  readonly unpaidShare: number;
  /** Months after the due date from which what stays unpaid is a default; before that it is late. */
  readonly defaultAfterMonths: number;
  readonly guarantee?: PayableGuarantee;
}

export const obligations = ['onDemand', 'afterDefault'] as const;
export type Obligation = (typeof obligations)[number];

/**
 * The acceptor's promise. `onDemand`: it pays on a demand made when the due date passes unpaid; nobody defaults on
 * what it pays. `afterDefault`: it pays once the payer has defaulted, as a recovery. Both pay `claimDelayMonths`
 * later, up to `limit` of the face of each instrument. Which of the two holds is never guessed.
 */
export interface PayableGuarantee {
  readonly obligation?: Obligation;
  readonly claimDelayMonths: number;
  readonly limit: number;
}

/** What becomes of 1 of face that reaches its due date; the parts add up to 1. */
export interface DueFace {
  readonly onTime: number;
  readonly late: number;
  /** Paid by the guarantor on demand, `claimDelayMonths` after the due date. */
  readonly claimed: number;
  /** Defaults `defaultAfterMonths` after the due date, and of that what the guarantor then covers. */
  readonly defaulting: number;
  readonly covered: number;
}

export function splitDueFace(assumption: PayableAssumption): DueFace {
  const late = (assumption.late ?? []).reduce((sum, { share }) => sum + share, 0);
  const partial = assumption.partial ?? { share: 0, paidShare: 1 };
  const open = 1 - partial.paidShare;
  const unpaid = assumption.unpaidShare + partial.share * open;
  const limit = assumption.guarantee?.limit ?? 0;
  const guaranteed = assumption.unpaidShare * Math.min(1, limit) + partial.share * Math.min(open, limit);
  const onDemand = assumption.guarantee?.obligation === 'onDemand';
  const claimed = onDemand ? guaranteed : 0;
  return {
    onTime: 1 - late - unpaid,
    late,
    claimed,
    defaulting: unpaid - claimed,
    covered: onDemand ? 0 : guaranteed,
  };
}
