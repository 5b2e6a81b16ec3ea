import { describe, expect, it } from 'vitest';
import { readTape } from '#collateral/tape/readTape.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import { fixtureFile, sharedTape, sharedTapesAreHere, whySkipped } from './tapes.js';

/** Everything that a reading says, so that two can be compared. */
function said(bytes: Uint8Array, options: TapeOptions) {
  const outcome = readTape(bytes, 't.csv', options);
  if (!outcome.ok) return { refused: outcome.problems };
  const { table, report } = outcome.value;
  const { loanId, ...columns } = table;
  return { report, columns, ids: Array.from({ length: table.rowCount }, (_, row) => loanId.at(row)) };
}

/** The byte scanner and the way by text must not differ in anything that is told. */
function expectSameReading(bytes: Uint8Array, options: TapeOptions = {}): void {
  const strict = said(bytes, { ...options, scanFrom: Number.POSITIVE_INFINITY });
  expect(said(bytes, { ...options, scanFrom: 0 })).toEqual(strict);
}

describe('the byte scanner reads what the way by text reads', () => {
  it.each([
    'auto.csv',
    'auto.hostile.csv',
    'micro-loan.csv',
    'micro-loan.hostile.csv',
    'payable-guarantee.csv',
    'payable-guarantee.hostile.csv',
  ])('%s', (name) => expectSameReading(fixtureFile(name)));

  it
    .skipIf(!sharedTapesAreHere)
    .each([
      'lendingclub_openintro_loans_full_schema.csv',
      'absee_world_omni_wosat2020A.csv',
      'cn_bank_retail_loan_iou.txt',
      'cn_abs_headers_1000.utf8-bom.csv',
      'prosper_small.csv',
      'prosper_1.csv',
      'messy_loan_tape_copilot.csv',
      'cn_loan_iou_2000.gb18030.csv',
      'esma_annex5_auto_synthetic.csv',
    ])(`%s${whySkipped}`, (name) => expectSameReading(sharedTape(name)));

  it('whatever the size of the chunks', () => {
    const bytes = fixtureFile('micro-loan.hostile.csv');
    const whole = said(bytes, {});
    for (const size of [1, 7, 4096]) {
      const chunks = function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      };
      const outcome = readTape({ chunks, sizeBytes: bytes.length }, 't.csv', { scanFrom: 0 });
      if (!outcome.ok || !('report' in whole)) throw new Error('refused');
      expect(outcome.value.report).toEqual(whole.report);
    }
  });
});
