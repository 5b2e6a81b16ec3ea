import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { CategoryColumn, LoanTable } from '#collateral/loanTable.js';
import {
  type BorrowerDependence,
  type GroupCorrelations,
  otherGroups,
} from '#pricing/models/borrowerDependence.js';
import { type Dependence, oneFactor } from '#pricing/models/dependence.js';
import { lawOf, levelDependence, matrixDependence } from './groupLoadings.js';

/** Which group of the dependence each loan is in; without groups all are in the first. */
export interface BorrowerGroups {
  readonly dependence: Dependence;
  readonly groupOfLoan: Uint32Array | undefined;
}

/** The assumptions about dependence on this tape; `dependenceProblems` has said before that they fit. */
export function borrowerGroups(
  loans: LoanTable,
  assetCorrelation: number,
  assumed: BorrowerDependence = {},
): BorrowerGroups {
  const { region = 0, industry = 0, between } = assumed;
  if (between !== undefined) {
    const groupOfLoan = groupsOfMatrix(loans, between);
    const shares = balanceShares(loans, groupOfLoan, between.groups.length);
    return { dependence: matrixDependence(assetCorrelation, between, shares, lawOf(assumed)), groupOfLoan };
  }
  if (region === 0 && industry === 0) {
    return { dependence: oneFactor(assetCorrelation, lawOf(assumed)), groupOfLoan: undefined };
  }
  const regions = region === 0 ? undefined : loans.categories.region;
  const industries = industry === 0 ? undefined : loans.categories.industry;
  const { groupOfLoan, pairs } = pairGroups(loans, regions, industries);
  const dependence = levelDependence(
    { asset: assetCorrelation, region, industry },
    {
      pairs,
      regionShares: labelShares(loans, regions),
      industryShares: labelShares(loans, industries),
    },
    lawOf(assumed),
  );
  return { dependence, groupOfLoan };
}

/** What does not fit the tape or itself: each named at its place in the assumptions. */
export function dependenceProblems(
  loans: LoanTable,
  assetCorrelation: number,
  assumed: BorrowerDependence = {},
): Problem[] {
  const { region = 0, industry = 0, between } = assumed;
  const problems: Problem[] = [];
  const refuse = (code: string, at: string, message: string) =>
    problems.push(problem('error', code, `correlation.${at}`, message));
  for (const [column, share] of [
    ['region', region],
    ['industry', industry],
  ] as const) {
    if (share === 0) continue;
    const missing = missingRows(loans, loans.categories[column]);
    if (missing === loans.rowCount)
      refuse('no-column', column, `no loan of the tape has a value of ${column}`);
    else if (missing > 0) {
      const message = `${missing} of ${loans.rowCount} loans have no ${column}: they count as one ${column} of their own`;
      problems.push(problem('warning', 'missing-group', `correlation.${column}`, message));
    }
  }
  const crowded = tooManyGroups(loans, region > 0, industry > 0);
  if (crowded !== undefined) refuse('too-many-groups', region > 0 ? 'region' : 'industry', crowded);
  const sum = assetCorrelation + region + industry;
  if (between === undefined && sum > 1) {
    const percent = Number((sum * 100).toPrecision(6));
    const message = `asset, region and industry add up to ${percent} %: a borrower's own share would be negative`;
    refuse('out-of-range', 'asset', message);
  }
  if (between !== undefined) problems.push(...memberProblems(loans, between));
  return problems;
}

/** A factor for every village is no model of regions, and every path would pay for it. */
const factorsMost = 300;
const pairsMost = 5000;

function tooManyGroups(
  { categories }: LoanTable,
  byRegion: boolean,
  byIndustry: boolean,
): string | undefined {
  const regions = byRegion ? categories.region : undefined;
  const industries = byIndustry ? categories.industry : undefined;
  const labels = (regions?.labels.length ?? 0) + (industries?.labels.length ?? 0);
  if (labels > factorsMost)
    return `${labels} different regions and industries; at most ${factorsMost} can have a factor of their own`;
  const industryCount = (industries?.labels.length ?? 0) + 1;
  const pairs = new Set<number>();
  regions?.codes.forEach((code, row) => {
    pairs.add(code * industryCount + (industries?.codes[row] ?? 0));
  });
  return pairs.size > pairsMost
    ? `${pairs.size} different pairs of region and industry; at most ${pairsMost} are simulated`
    : undefined;
}

function memberProblems(loans: LoanTable, { by, groups }: GroupCorrelations): Problem[] {
  const column = loans.categories[by];
  if (missingRows(loans, column) === loans.rowCount || column === undefined) {
    return [problem('error', 'no-column', 'correlation.by', `no loan of the tape has a value of ${by}`)];
  }
  const counts = new Map<string, number>();
  column.codes.forEach((code) => {
    const label = code === 0 ? '' : column.labels[code - 1]!;
    const group = groups.includes(label) ? label : otherGroups;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  });
  const problems = groups.flatMap((group, i) => {
    if (counts.has(group)) return [];
    const message = `no loan of the tape has the ${by} ${quoted(group)}`;
    return [problem('error', 'empty-group', `correlation.groups[${i}]`, message)];
  });
  const outside = groups.includes(otherGroups) ? 0 : (counts.get(otherGroups) ?? 0);
  if (outside === 0) return problems;
  const named = column.labels.filter((label) => !groups.includes(label)).slice(0, 5);
  const who = named.length === 0 ? `without a ${by}` : `of ${named.map((label) => quoted(label)).join(', ')}`;
  const message = `${outside} loans (${who}) are in none of the groups; name them, or a group "${otherGroups}"`;
  return [...problems, problem('error', 'unknown-group', 'correlation.groups', message)];
}

function missingRows({ rowCount }: LoanTable, column: CategoryColumn | undefined): number {
  if (column === undefined) return rowCount;
  return column.codes.reduce((count, code) => count + (code === 0 ? 1 : 0), 0);
}

function groupsOfMatrix(loans: LoanTable, { by, groups }: GroupCorrelations): Uint32Array {
  const column = loans.categories[by]!;
  const rest = groups.indexOf(otherGroups);
  const groupOfCode = ['', ...column.labels].map((label, code) => {
    const index = code === 0 ? -1 : groups.indexOf(label);
    return index >= 0 ? index : rest;
  });
  return Uint32Array.from(column.codes, (code) => groupOfCode[code]!);
}

/** Groups are pairs of region and industry that occur, in the order of the tape; code 0 is "not stated". */
function pairGroups(
  loans: LoanTable,
  regions: CategoryColumn | undefined,
  industries: CategoryColumn | undefined,
) {
  const groupOfPair = new Map<number, number>();
  const pairs: { region: number; industry: number }[] = [];
  const industryCount = (industries?.labels.length ?? 0) + 1;
  const groupOfLoan = Uint32Array.from({ length: loans.rowCount }, (_, row) => {
    const pair = { region: regions?.codes[row] ?? 0, industry: industries?.codes[row] ?? 0 };
    const key = pair.region * industryCount + pair.industry;
    let group = groupOfPair.get(key);
    if (group === undefined) {
      group = pairs.push(pair) - 1;
      groupOfPair.set(key, group);
    }
    return group;
  });
  return { groupOfLoan, pairs };
}

function labelShares(loans: LoanTable, column: CategoryColumn | undefined): Float64Array {
  return column === undefined
    ? new Float64Array(0)
    : balanceShares(loans, column.codes, column.labels.length + 1);
}

function balanceShares(loans: LoanTable, groupOfLoan: Uint32Array, count: number): Float64Array {
  const balances = new Float64Array(count);
  groupOfLoan.forEach((group, row) => {
    balances[group]! += loans.currentBalance[row]!;
  });
  const total = balances.reduce((sum, balance) => sum + balance, 0);
  return balances.map((balance) => balance / total);
}
