import { rateOf } from '#basics/rate.js';
import type { DealTerms } from '#deal/terms.js';
import { restClass, soldClasses } from './targets.js';

/** What a search chooses of a deal; all else stays as it was promised. */
export interface Structure {
  /** Shares of the pool by class that is sized. */
  readonly shares: ReadonlyMap<string, number>;
  readonly coupons: ReadonlyMap<string, number>;
  readonly reserve: { readonly account: string; readonly share: number } | undefined;
}

export function structureOf(terms: DealTerms, poolBalance: number): Structure {
  const sold = soldClasses(terms);
  const shares = terms.notes
    .filter(({ name }) => sold.includes(name))
    .map(({ name, size }): [string, number] => {
      if (size.kind === 'share') return [name, size.share.value];
      return [name, size.kind === 'balance' ? size.balance.toNumber() / poolBalance : 0];
    });
  return { shares: new Map(shares), coupons: new Map(), reserve: undefined };
}

/** Digits that shares and coupons are written with: a thousandth of a percent, so that no rounding is hidden. */
export const shareDigits = 5;

/** The deal with the structure in it; the class that takes the rest gets what is left. */
export function termsWith(terms: DealTerms, { shares, coupons, reserve }: Structure): DealTerms {
  const rest = restClass(terms);
  const left = 1 - [...shares.values()].reduce((sum, share) => sum + share, 0);
  return {
    ...terms,
    notes: terms.notes.map((note) => {
      const share = note.name === rest ? left : shares.get(note.name);
      const coupon = coupons.get(note.name);
      return {
        ...note,
        ...(share === undefined
          ? {}
          : { size: { kind: 'share' as const, share: exactly(Math.max(0, share)) } }),
        ...(coupon === undefined ? {} : { coupon: { kind: 'fixed' as const, rate: exactly(coupon) } }),
      };
    }),
    accounts: terms.accounts.map((account) => {
      const { target } = account;
      if (account.name !== reserve?.account || target?.measure.kind !== 'share') return account;
      const share = exactly(reserve.share);
      return { ...account, target: { ...target, measure: { ...target.measure, share } } };
    }),
  };
}

/** As the deal file will say it, so that what was judged and what is written are one thing. */
function exactly(value: number) {
  return rateOf(value.toFixed(12).replace(/\.?0+$/, '') || '0');
}

/** Downwards, so that a class that met its target still does. */
export function roundedDown(share: number): number {
  const scale = Number(`1e${shareDigits}`);
  return Math.floor(share * scale + 1e-6) / scale;
}
