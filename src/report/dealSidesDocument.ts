import { add, formatMoney, type Money, negate, sum } from '#basics/money.js';
import type { DealSides } from '#scenarios/dealSides.js';
import type { DistributionResult } from '#waterfall/distribution.js';
import type { DealSidesDocument } from './documents/dealSidesSchema.js';

type Text = (amount: Money) => string;
type When = (period: number) => { payment: number; date: string | null };

/** Closing, supports, parties, holders and waiting principal, where a deal has them. */
export function dealSidesDocument(
  distribution: DistributionResult,
  sides: DealSides,
  startsAtClosing: boolean,
  when: When,
): DealSidesDocument {
  const { plan } = distribution;
  const text: Text = (amount) => formatMoney(amount, plan.decimals);
  const { lines, total, cashToOriginator } = plan.closing;
  return {
    weightedAverageLives: Object.fromEntries(sides.lives.map(({ name, years }) => [name, years ?? null])),
    ...(startsAtClosing
      ? {
          closing: {
            lines: lines.map(({ kind, name, amount }) => ({ kind, name, amount: text(amount) })),
            total: text(total),
            cashToOriginator: text(cashToOriginator),
          },
        }
      : {}),
    ...supportsOf(distribution, text),
    ...(sides.withoutOriginator === undefined
      ? {}
      : { withoutOriginatorSupport: onTheirOwn(distribution, sides.withoutOriginator, text) }),
    ...(plan.parties.length === 0 ? {} : { parties: partiesOf(distribution, text) }),
    ...holdersOf(sides, text, when),
    ...carryOf(sides, text, when),
  };
}

function supportsOf({ plan, accounts }: DistributionResult, text: Text): Pick<DealSidesDocument, 'supports'> {
  const supports = plan.accounts.flatMap(({ name, support, limit }, i) => {
    if (support === undefined) return [];
    const { rows } = accounts[i]!;
    return [
      {
        name,
        kind: support.kind,
        provider: support.provider,
        limit: text(limit.exact),
        drawn: text(sum(rows.map(({ paid }) => paid))),
        repaid: text(sum(rows.map(({ repaid }) => repaid))),
        left: text(rows.at(-1)!.balanceAtEnd),
      },
    ];
  });
  return supports.length === 0 ? {} : { supports };
}

function onTheirOwn(
  withIt: DistributionResult,
  without: DistributionResult,
  text: Text,
): NonNullable<DealSidesDocument['withoutOriginatorSupport']> {
  return Object.fromEntries(
    withIt.plan.notes.map(({ name }, i) => [
      name,
      { with: totalsOf(withIt, i, text), without: totalsOf(without, i, text) },
    ]),
  );
}

function totalsOf({ notes }: DistributionResult, note: number, text: Text) {
  const { rows } = notes[note]!;
  const last = rows.at(-1)!;
  return {
    interestPaid: text(sum(rows.map((row) => row.interestPaid))),
    principalPaid: text(sum(rows.map((row) => row.principalPaid))),
    residualPaid: text(sum(rows.map((row) => row.residualPaid))),
    interestUnpaid: text(last.interestShortfall),
    principalUnpaid: text(last.balanceAtEnd),
  };
}

function partiesOf(result: DistributionResult, text: Text): NonNullable<DealSidesDocument['parties']> {
  const { plan } = result;
  const atClosing = plan.closing.lines.filter(({ kind }) => kind === 'fee');
  const paidTo = (fee: string): Money => {
    const rows = result.fees.find(({ name }) => name === fee)?.rows ?? [];
    const before = atClosing.filter(({ name }) => name === fee).map(({ amount }) => negate(amount));
    return sum([...rows.map(({ paid }) => paid), ...before]);
  };
  const rowsOf = (account: string) => result.accounts.find(({ name }) => name === account)!.rows;
  const cashOf = (note: string): Money =>
    sum(
      result.notes
        .find(({ name }) => name === note)!
        .rows.map((row) => sum([row.interestPaid, row.principalPaid, row.residualPaid])),
    );
  const record = (names: readonly string[], of: (name: string) => Money) =>
    Object.fromEntries(names.map((name) => [name, text(of(name))]));
  return plan.parties.map(({ role, name, fees, accounts, supports, notes }) => ({
    role,
    name,
    feesPaid: record(fees, paidTo),
    accountsAtEnd: record(accounts, (account) => rowsOf(account).at(-1)!.balanceAtEnd),
    supportsDrawn: record(supports, (support) => sum(rowsOf(support).map(({ paid }) => paid))),
    notesPaid: record(notes, cashOf),
  }));
}

function holdersOf({ holders }: DealSides, text: Text, when: When): Pick<DealSidesDocument, 'holders'> {
  if (holders.length === 0) return {};
  const written = holders.map(({ name, holders: registered }) => {
    const each = registered.map(({ name: holder, units, rows }) => {
      const cash = rows.map(({ interest, principal, residual }) => add(add(interest, principal), residual));
      const list = rows.map(({ interest, principal, residual }, p) => ({
        ...when(p),
        interest: text(interest),
        principal: text(principal),
        residual: text(residual),
        cash: text(cash[p]!),
      }));
      return [holder, { units, cash: text(sum(cash)), rows: list }];
    });
    return [name, Object.fromEntries(each)];
  });
  return { holders: Object.fromEntries(written) };
}

function carryOf(
  { negativeCarry }: DealSides,
  text: Text,
  when: When,
): Pick<DealSidesDocument, 'negativeCarry'> {
  if (negativeCarry.length === 0) return {};
  const written = negativeCarry.map(({ name, rows }) => [
    name,
    {
      total: text(sum(rows.map((row) => row.negativeCarry))),
      rows: rows.map((row, p) => ({
        ...when(p),
        held: text(row.held),
        coupon: text(row.coupon),
        earned: text(row.earned),
        negativeCarry: text(row.negativeCarry),
      })),
    },
  ]);
  return { negativeCarry: Object.fromEntries(written) };
}
