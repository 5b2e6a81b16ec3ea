import type { LoanTable } from '../loanTable.js';
import { CompensatedSum, ExactSum, exactText } from '../tape/exactSum.js';
import { statusClassOf } from '../tape/loanWords.js';
import type { ConcentrationLimit, Criteria, EligibilityRule, EligibilityTest } from './criteria.js';
import type { OutsideList } from './outsideList.js';
import { numberReader, wordReader } from './screenedColumns.js';

/** Which loans fail which test, what remains, and whether what remains keeps the limits. */
export interface Screening {
  readonly tests: readonly TestResult[];
  readonly eligible: ScreenedPart;
  readonly ineligible: ScreenedPart;
  readonly limits: readonly LimitResult[];
  /** Loans that fail a test, in the order of the tape. */
  readonly failures: readonly LoanFailure[];
}

export interface TestResult {
  readonly name: string;
  readonly failed: number;
  readonly balance: string;
  /** Of the failed ones, those that have no value in the column. */
  readonly missing: number;
}

export interface ScreenedPart {
  readonly count: number;
  readonly balance: string;
  /** By balance; null without a loan. */
  readonly weightedAverageRate: number | null;
  readonly weightedAverageRemainingTermMonths: number | null;
}

export interface LimitResult {
  readonly name: string;
  /** The names that the limit holds: the largest, or the one that it is about. */
  readonly group: string;
  readonly balance: string;
  readonly share: number;
  readonly atMost: number;
  readonly keeps: boolean;
}

export interface LoanFailure {
  readonly row: number;
  readonly tests: readonly string[];
}

export function screenLoans(
  loans: LoanTable,
  criteria: Criteria,
  lists: ReadonlyMap<string, OutsideList>,
): Screening {
  const verdicts = criteria.eligibility.map((test) => ({ test, verdict: verdictOf(loans, test, lists) }));
  const tallies = verdicts.map(() => ({ failed: 0, missing: 0, sum: new ExactSum() }));
  const fails = new Uint8Array(loans.rowCount);
  const failures: LoanFailure[] = [];
  for (let row = 0; row < loans.rowCount; row++) {
    const names: string[] = [];
    verdicts.forEach(({ test, verdict }, i) => {
      const found = verdict(row);
      if (found === 'passes' || (found === 'missing' && !test.missingFails)) return;
      const tally = tallies[i]!;
      tally.failed++;
      if (found === 'missing') tally.missing++;
      tally.sum.add(loans.currentBalance[row]!);
      names.push(test.name);
    });
    if (names.length === 0) continue;
    fails[row] = 1;
    failures.push({ row, tests: names });
  }
  return {
    tests: verdicts.map(({ test }, i) => ({
      name: test.name,
      failed: tallies[i]!.failed,
      missing: tallies[i]!.missing,
      balance: exactText(tallies[i]!.sum.total()),
    })),
    eligible: partOf(loans, fails, 0),
    ineligible: partOf(loans, fails, 1),
    limits: criteria.limits.map((limit) => limitResult(loans, fails, limit)),
    failures,
  };
}

/** Whether each loan passes every test: 1 or 0. */
export function eligibleLoans(
  loans: LoanTable,
  tests: readonly EligibilityTest[],
  lists: ReadonlyMap<string, OutsideList> = new Map(),
): Uint8Array {
  const verdicts = tests.map((test) => ({ test, verdict: verdictOf(loans, test, lists) }));
  return Uint8Array.from({ length: loans.rowCount }, (_, row) =>
    verdicts.every(({ test, verdict }) => {
      const found = verdict(row);
      return found === 'passes' || (found === 'missing' && !test.missingFails);
    })
      ? 1
      : 0,
  );
}

type Verdict = 'passes' | 'fails' | 'missing';

function verdictOf(
  loans: LoanTable,
  { rule }: EligibilityTest,
  lists: ReadonlyMap<string, OutsideList>,
): (row: number) => Verdict {
  switch (rule.kind) {
    case 'range': {
      const value = numberReader(loans, rule.column);
      return (row) => {
        const number = value(row);
        if (number === undefined) return 'missing';
        return number >= rule.least && number <= rule.greatest ? 'passes' : 'fails';
      };
    }
    case 'words':
      return wordVerdict(loans, rule);
    case 'list': {
      const list = lists.get(rule.list);
      if (list === undefined) throw new Error(`no list "${rule.list}" among ${lists.size}`);
      const word = wordReader(loans, list.by);
      return (row) => {
        const id = word(row);
        if (id === undefined) return 'missing';
        return list.ids.has(id) === rule.wanted ? 'passes' : 'fails';
      };
    }
    default:
      return rule satisfies never;
  }
}

/** A status counts by its own word and by its class, so that `performing` holds 正常 and Current alike. */
function wordVerdict(loans: LoanTable, rule: EligibilityRule & { kind: 'words' }): (row: number) => Verdict {
  const word = wordReader(loans, rule.column);
  const has = (text: string) =>
    rule.words.has(text) || (rule.column === 'status' && rule.words.has(statusClassOf(text) ?? ''));
  const known = new Map<string, Verdict>();
  return (row) => {
    const text = word(row);
    if (text === undefined) return 'missing';
    let verdict = known.get(text);
    if (verdict === undefined) {
      verdict = has(text) === rule.wanted ? 'passes' : 'fails';
      known.set(text, verdict);
    }
    return verdict;
  };
}

function partOf(loans: LoanTable, fails: Uint8Array, which: 0 | 1): ScreenedPart {
  const sum = new ExactSum();
  const rate = new CompensatedSum();
  const term = new CompensatedSum();
  let count = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    if (fails[row] !== which) continue;
    const balance = loans.currentBalance[row]!;
    sum.add(balance);
    rate.add(balance * loans.annualRate[row]!);
    term.add(balance * loans.remainingTermMonths[row]!);
    count++;
  }
  const total = sum.total();
  const average = (weighted: CompensatedSum) => (count === 0 ? null : weighted.total() / total.toNumber());
  return {
    count,
    balance: exactText(total),
    weightedAverageRate: average(rate),
    weightedAverageRemainingTermMonths: average(term),
  };
}

/** Shares are of the eligible balance; loans without a name are no group, since nobody is known to be one. */
function limitResult(loans: LoanTable, fails: Uint8Array, limit: ConcentrationLimit): LimitResult {
  const word = wordReader(loans, limit.by);
  const sums = new Map<string, ExactSum>();
  const whole = new ExactSum();
  for (let row = 0; row < loans.rowCount; row++) {
    if (fails[row] === 1) continue;
    whole.add(loans.currentBalance[row]!);
    const name = word(row);
    if (name === undefined) continue;
    let sum = sums.get(name);
    if (sum === undefined) {
      sum = new ExactSum();
      sums.set(name, sum);
    }
    sum.add(loans.currentBalance[row]!);
  }
  const groups = [...sums].map(([name, sum]) => ({ name, balance: sum.total().toNumber() }));
  groups.sort((a, b) => b.balance - a.balance || (a.name < b.name ? -1 : 1));
  const held =
    limit.of === undefined ? groups.slice(0, limit.top) : groups.filter((g) => g.name === limit.of);
  const balance = new ExactSum();
  for (const group of held) balance.add(group.balance);
  const total = whole.total().toNumber();
  const share = total === 0 ? 0 : balance.total().toNumber() / total;
  return {
    name: limit.name,
    group: held.map((group) => group.name).join(', ') || (limit.of ?? ''),
    balance: exactText(balance.total()),
    share,
    atMost: limit.atMost,
    keeps: share <= limit.atMost,
  };
}
