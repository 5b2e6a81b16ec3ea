import { add, formatMoney, type Money, money, parseMoney, subtract } from '#basics/money.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { BaselineRun, RunRole } from './baselineSchema.js';
import { columnChange, parseSums } from './columnSums.js';
import type { Cause, CauseKind } from './difference.js';
import { cellText } from './tapeContent.js';

type Texts = { readonly [name: string]: string };

/** Values that differ, that are new, and that are gone, in the order in which they stand. */
export function changedValues(kind: CauseKind, before: Texts, after: Texts): Cause[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((what): Cause[] => {
    const was = Object.hasOwn(before, what) ? before[what]! : null;
    const is = Object.hasOwn(after, what) ? after[what]! : null;
    return was === is ? [] : [{ kind, what, before: was, after: is }];
  });
}

/** Assumptions by name; what nobody states is a `default` of the model. */
export function changedAssumptions(before: BaselineRun, after: BaselineRun): Cause[] {
  const texts = (run: BaselineRun): Texts =>
    Object.fromEntries(run.assumptions.map(([name, value]) => [name, String(value)]));
  const isDefault = (run: BaselineRun, name: string): boolean => {
    const origin = run.assumptions.find(([known]) => known === name)?.[2];
    return origin === undefined || origin.startsWith('default');
  };
  const changes = changedValues('assumption', texts(before), texts(after)).map((cause): Cause => {
    const byDefault = isDefault(before, cause.what) && isDefault(after, cause.what);
    return byDefault ? { ...cause, kind: 'default' } : cause;
  });
  return changes.filter(({ what }) => !followsFromOthers.test(what));
}

/** Records of the deal and of the tape, which are compared as such. */
const followsFromOthers = /^(deal|deal\..*|default\.tapeMean)$/;

/** How the tape differs: rows more or fewer, the row that changed, or the columns that did. */
export function changedTape(before: BaselineRun, after: BaselineRun, table: LoanTable | undefined): Cause[] {
  const [old, now] = [before.tape, after.tape];
  if (old === null || now === null) {
    if (old === now) return [];
    const word = (tape: BaselineRun['tape']) => (tape === null ? 'reported collections' : 'a tape');
    return [{ kind: 'check', what: 'what is distributed', before: word(old), after: word(now) }];
  }
  const causes: Cause[] = [];
  const note = (what: string, was: string | null, is: string | null) =>
    causes.push({ kind: 'tape', what, before: was, after: is });
  if (old.rows !== now.rows) note('rows', String(old.rows), String(now.rows));
  else {
    const columns = changedColumns(old.columns, now.columns, now.rows, table);
    causes.push(...columns.map((cause) => withFormerBalance(cause, old.currentBalance, now.currentBalance)));
  }
  if (old.currentBalance !== now.currentBalance)
    note('balance of the pool', old.currentBalance, now.currentBalance);
  if (old.currency !== now.currency) note('currency', old.currency, now.currency);
  return causes;
}

function changedColumns(
  before: Texts,
  after: Texts,
  rowCount: number,
  table: LoanTable | undefined,
): Cause[] {
  return changedValues('tape', before, after).map(({ kind, what, before: was, after: is }): Cause => {
    if (was === null || is === null) {
      const there = (sums: string | null) => (sums === null ? null : 'there');
      return { kind, what: `column ${what}`, before: there(was), after: there(is) };
    }
    const change = columnChange(parseSums(was), parseSums(is), rowCount);
    if (change.kind === 'row') {
      const at = table === undefined ? `row ${change.row + 1}` : placeOf(table, change.row);
      const value = table === undefined ? null : (cellText(table, what, change.row) ?? null);
      return { kind, what: `${at}, ${what}`, before: unknownValue, after: value };
    }
    const how = change.kind === 'moved' ? 'in another order' : 'other values in several rows';
    return { kind, what: `column ${what}`, before: null, after: how };
  });
}

/** One loan's balance is what the pool's tells: the new one less what the pool has gained. */
function withFormerBalance(cause: Cause, before: string, after: string): Cause {
  const value = cause.after === null ? undefined : parseMoney(cause.after);
  if (cause.before !== unknownValue || value === undefined || !cause.what.endsWith(', currentBalance'))
    return cause;
  const former = add(value, subtract(money(before), money(after)));
  const text = (amount: Money): string => formatMoney(amount, Math.max(2, amount.decimalPlaces()));
  return { ...cause, before: text(former), after: text(value) };
}

const unknownValue = 'another value';

function placeOf(table: LoanTable, row: number): string {
  return `line ${table.line[row]} (${table.loanId.at(row).slice(0, 40)})`;
}

/** Files whose content has no parsed form here: only their bytes are known. */
const opaque: readonly RunRole[] = ['schedules', 'state', 'collections'];

export function changedFiles(before: BaselineRun, after: BaselineRun): Cause[] {
  return opaque.flatMap((role): Cause[] => {
    const [old, now] = [before.files[role], after.files[role]];
    if (old?.sha256 === now?.sha256) return [];
    return [{ kind: 'file', what: `${role} file`, before: old?.path ?? null, after: now?.path ?? null }];
  });
}
