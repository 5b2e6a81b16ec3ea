import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords } from '#collateral/tape/parseRecords.js';
import { scanRecords } from '#collateral/tape/scanRecords.js';
import { type Delimiter, delimiters } from '#collateral/tape/tapeOptions.js';
import type { TapeRows } from '#collateral/tape/tapeRows.js';
import { fixtureFile, sharedTape, sharedTapesAreHere, whySkipped } from './tapes.js';

const rowMost = 250_000;

function plain(rows: TapeRows) {
  return Array.from({ length: rows.rowCount }, (_, row) => ({
    line: rows.lineOf(row),
    cells: Array.from({ length: rows.widthOf(row) }, (_cell, column) => rows.cell(row, column)),
  }));
}

/** Equal rows, cells and lines; or the scanner gives up exactly where csv-parse refuses. */
function expectSame(text: string, delimiter: Delimiter): void {
  const scanned = scanRecords(text, delimiter, rowMost);
  const strict = parseRecords(text, delimiter, 't.csv');
  expect(scanned !== undefined, JSON.stringify(text)).toBe(strict.ok);
  if (scanned !== undefined && strict.ok) expect(plain(scanned)).toEqual(plain(strict.value));
}

/** csv-parse is the oracle of the scanner. */
describe('scanner and csv-parse agree', () => {
  it.each([
    '',
    'a',
    'a,b\n1,2',
    'a,b\n1,2\n',
    'a,b\r\n1,2\r\n',
    'a,b\r1,2\r',
    'a,b\n\n1,2\n\n\n',
    'a,\n,b\n,\n',
    'a,',
    '"a","b"\n',
    '"a,b","c\nd"\n1,2\n',
    '"a\r\nb",c\r\nd,e\r\n',
    '"say ""hi""",2\n',
    '""\n""""\n',
    'a,""\n',
    '"a"b\n',
    'a"b\n',
    ' "a"\n',
    '"a" ,b\n',
    '"a\nb\n',
    'a,"b',
    'a,b\n1,2,3\n1\n',
    '\n',
    '\r\n\n\r',
    'é,余额,😀\n"💥""",,\n',
  ])('%j', (text) => expectSame(text, ','));

  it('on generated text', () => {
    const piece = fc.constantFrom(
      '"',
      '""',
      ',',
      ';',
      '\n',
      '\r',
      '\r\n',
      'a',
      'bc',
      ' ',
      '余',
      '1.5',
      '\t',
      '|',
      '\ufeff',
    );
    const field = fc.oneof(
      fc.constantFrom('', 'a', '12.50', '"x"', '"a,b"', '"c\nd"', '"e\r\nf"', '""', '"g""h"', '余额'),
      fc.array(piece, { maxLength: 4 }).map((parts) => parts.join('')),
    );
    const text = fc
      .array(
        fc.tuple(fc.array(field, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n', '\r', '')),
        { maxLength: 8 },
      )
      .chain((rows) =>
        fc
          .constantFrom(...delimiters)
          .map((mark) => ({ text: rows.map(([cells, end]) => cells.join(mark) + end).join(''), mark })),
      );
    fc.assert(
      fc.property(text, ({ text: generated, mark }) => expectSame(generated, mark)),
      { seed: 7, numRuns: 10_000 },
    );
  });

  it.each([
    'auto.csv',
    'auto.hostile.csv',
    'installment.hostile.csv',
    'micro-loan.hostile.csv',
    'payable-guarantee.csv',
  ])('on %s', (name) => {
    expectSame(new TextDecoder().decode(fixtureFile(name)), ',');
  });

  it
    .skipIf(!sharedTapesAreHere)
    .each([
      'lendingclub_openintro_loans_full_schema.csv',
      'prosper_small.csv',
      'cn_abs_headers_1000.utf8-bom.csv',
      'messy_loan_tape_copilot.csv',
    ])(`on %s${whySkipped}`, (name) => expectSame(new TextDecoder().decode(sharedTape(name)), ','));
});
