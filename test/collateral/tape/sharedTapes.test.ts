import { describe, expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { readTape } from '#collateral/tape/readTape.js';
import { reading, refusal, sharedTape, sharedTapesAreHere, warningCodes, whySkipped } from './tapes.js';

/**
 * Real and realistic tapes. Figures: the tapes' own README and the counts in the tape notes, made with other
 * software (pandas and decimal sums).
 */
describe.skipIf(!sharedTapesAreHere)(`shared tapes${whySkipped}`, () => {
  it('LendingClub: 10,000 rows, 455 of balance zero, term from the installment', () => {
    const { report, table } = reading(sharedTape('lendingclub_openintro_loans_full_schema.csv'));
    expect(report.source.name).toBe('lendingclub-openintro');
    expect([report.rows, report.accepted, report.rejected, report.ignored]).toEqual([10000, 9545, 0, 455]);
    expect(report.currentBalance).toBe('144589166.10');
    expect(report.weightedAverageRate).toBeCloseTo(0.12660385, 10);
    expect(report.columns.find((c) => c.canonical === 'annualRate')?.unit).toBe('percent');
    expect(report.derived).toContainEqual({
      canonical: 'remainingTermMonths',
      how: 'from balance, rate and installment, rounded up after subtracting 0.01',
      rows: 9545,
    });
    expect(table.loanId.at(0)).toBe('2');
    expect(report.warnings.map((p) => p.code)).toContain('no-loan-id');
  });

  // The author of the Chinese file rounded up without first subtracting 0.01: one month more on 25 loans.
  it('terms from installments are those that the Chinese file states for the same loans', () => {
    const lendingClub = reading(sharedTape('lendingclub_openintro_loans_full_schema.csv')).table;
    const chinese = reading(sharedTape('cn_abs_headers_1000.utf8-bom.csv')).table;
    const key = (table: LoanTable, row: number) => `${table.currentBalance[row]} ${table.annualRate[row]}`;
    const termOf = new Map<string, number>();
    for (let row = 0; row < lendingClub.rowCount; row++) {
      termOf.set(key(lendingClub, row), lendingClub.remainingTermMonths[row]!);
    }
    const byDifference = new Map<number, number>();
    for (let row = 0; row < chinese.rowCount; row++) {
      const difference = chinese.remainingTermMonths[row]! - termOf.get(key(chinese, row))!;
      byDifference.set(difference, (byDifference.get(difference) ?? 0) + 1);
    }
    expect(Object.fromEntries(byDifference)).toEqual({ 0: 975, 1: 25 });
  });

  it('World Omni: ids rounded by a spreadsheet are reported and not merged', () => {
    const { report, table } = reading(sharedTape('absee_world_omni_wosat2020A.csv'));
    expect([report.rows, report.accepted, report.distinctLoanIds]).toEqual([7572, 7572, 2159]);
    expect(report.currentBalance).toBe('184506367.68');
    expect(report.weightedAverageRate).toBeCloseTo(0.09244649, 8);
    expect(report.weightedAverageRemainingTermMonths).toBeCloseTo(66.366741, 6);
    expect(report.cutOffDate).toBe(calendarDate(2020, 7, 31));
    expect(table.annualRate.filter((rate) => rate === 0)).toHaveLength(49);
    const duplicates = report.warnings.find((p) => p.code === 'duplicate-id');
    expect(duplicates?.message).toMatch(/2159 distinct ids on 7572 loans: 5413 repeat/);
    // Maturity and remaining term agree on all 7,572.
    expect(warningCodes({ report, table })).not.toContain('remaining-against-maturity');
  });

  it('Chinese bank notes: the key is 协议编号, not 借据编号; leading zeros survive', () => {
    const { report, table } = reading(sharedTape('cn_bank_retail_loan_iou.txt'), {
      cutOffDate: calendarDate(2018, 3, 31),
    });
    expect([report.rows, report.accepted, report.distinctLoanIds]).toEqual([35179, 35179, 35179]);
    expect(report.currentBalance).toBe('25943129000.00');
    expect(report.currency).toBe('CNY');
    expect(report.unmapped).toContain('借据编号');
    let zeros = 0;
    for (let row = 0; row < table.rowCount; row++) if (table.loanId.at(row).startsWith('0')) zeros++;
    expect(zeros).toBe(7645);
  });

  it('Chinese notes in GB18030 are the same rows', () => {
    const { report } = reading(sharedTape('cn_loan_iou_2000.gb18030.csv'));
    expect([report.encoding, report.rows, report.source.name]).toEqual(['gb18030', 2000, 'cn-bank-notes']);
    expect(report.warnings.map((p) => p.code)).toContain('cut-off-assumed');
  });

  it('Chinese ABS headings: title line, units in headings, 合計 row proven and ignored', () => {
    const { report, table } = reading(sharedTape('cn_abs_headers_1000.utf8-bom.csv'));
    expect([report.rows, report.accepted, report.ignored]).toEqual([1001, 1000, 1]);
    expect(report.money.total).toBe('14572889.30'); // not doubled by the total row
    expect(report.ignoredFor).toEqual([{ reason: 'total-row', rows: 1, money: '14572889.30' }]);
    expect(report.currentBalance).toBe('14572889.30');
    expect(report.headingLine).toBe(2);
    expect(report.columns.find((c) => c.canonical === 'currentBalance')?.source).toBe('剩余本金(元)');
    expect(table.annualRate[0]).toBe(0.1407);
    expect(table.loanId.at(0)).toBe('0000000001');
  });

  it('Prosper: damaged ids avoided, balance derived, 8 negative ones rejected', () => {
    const { report } = reading(sharedTape('prosper_small.csv'));
    expect([report.rows, report.rejected]).toEqual([199, 8]);
    expect(report.rejects.every((r) => r.code === 'negative-balance')).toBe(true);
    const origination = report.columns.find((c) => c.canonical === 'originationDate');
    expect(origination?.evidence).toMatch(/day first: 134 cells read only so/); // 65 of 199 are ambiguous
    expect(report.distinctLoanIds).toBe(127); // LoanNumber 121268 twice
  });

  it('Prosper with four columns is refused with the list of what is missing', () => {
    const [problem, ...others] = refusal(sharedTape('prosper_1.csv'));
    expect(others).toEqual([]);
    expect(problem?.code).toBe('missing-column');
    for (const word of ['balance', 'rate', 'remaining term', 'loanId', 'BorrowerState']) {
      expect(problem?.message).toContain(word);
    }
  });

  it('the messy tape: rejected are 1011, 1012, 1013 and 1041, the others warned', () => {
    const outcome = readTape(sharedTape('messy_loan_tape_copilot.csv'), 'messy.csv', {});
    if (!outcome.ok) throw new Error('refused');
    const { report } = outcome.value;
    expect([report.rows, report.accepted, report.rejected]).toEqual([41, 37, 4]);
    expect(report.rejects.map((r) => [r.line, r.loanId, r.column, r.value])).toEqual([
      [12, 'L-1011', 'maturity_date', '2020-05-01'],
      [13, 'L-1012', 'interest_rate', '12.5'],
      [14, 'L-1013', 'payment_status', 'not_a_real_status'],
      [42, 'L-1041', 'original_principal', 'not-a-number'],
    ]);
    const lines = (code: string) => report.warnings.find((p) => p.code === code)?.message;
    expect(lines('balance-above-original')).toContain('lines 3 (L-1002), 7 (L-1006))');
    expect(lines('matured')).toContain('line 3 (L-1002))');
    expect(lines('term-against-dates')).toContain('lines 7 (L-1006), 8 (L-1007))');
    expect(lines('defaulted-with-balance')).toContain('line 9 (L-1008))');
    expect(lines('status-against-days')).toContain('line 10 (L-1009))');
    expect(lines('documents-open')).toContain('line 4 (L-1003))');
    expect(lines('stale')).toContain('line 6 (L-1005))');
    expect(lines('possible-double')).toContain('as line 7); no loans are merged (line 8 (L-1007))');
    expect(lines('original-not-positive')).toContain('line 11 (L-1010))');
  });

  it('ESMA annex 5, transposed, Windows-1252', () => {
    const { report, table } = reading(sharedTape('esma_annex5_auto_synthetic.csv'));
    expect([report.encoding, report.transposed, report.rows]).toEqual(['windows-1252', true, 5]);
    expect(report.currency).toBe('EUR');
    expect(report.cutOffDate).toBe(calendarDate(2024, 12, 31));
    expect([...table.annualRate]).toEqual([0.0425, 0.0395, 0.0515, 0.0685, 0.0375]);
    expect([...table.remainingTermMonths]).toEqual([44, 46, 49, 26, 27]);
    expect(table.loanId.at(4)).toBe('ORIG-EXP-005');
  });
});
