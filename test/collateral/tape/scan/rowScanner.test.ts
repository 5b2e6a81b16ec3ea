import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords } from '#collateral/tape/parseRecords.js';
import { compiledScanner } from '#collateral/tape/scan/compiledScanner.js';
import { plainScanner } from '#collateral/tape/scan/plainScanner.js';
import type { RowScanner } from '#collateral/tape/scan/rowScanner.js';
import { BlockScanner, type ScanPlan } from '#collateral/tape/scan/scanBlocks.js';
import { compileTapeKernel, tapeKernelModule } from '../../../../scripts/kernel.mjs';
import { drawsFrom } from '../../../fuzz/draws.js';
import { generatedTape } from '../../../fuzz/generatedTape.js';

const kinds: ScanPlan['kinds'] = [
  'id',
  'number',
  'number',
  'word',
  'word',
  'number',
  'word',
  'word',
  'number',
  undefined,
];

/** Every cell that is kept, as text, with lines and widths; or why the scan gave up. */
function scanned(scanner: RowScanner, bytes: Uint8Array, pieces: number, headings: readonly string[]) {
  const chunks = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, i) =>
    bytes.subarray(i * pieces, (i + 1) * pieces),
  );
  const rows: (string | number)[][] = [];
  const counts = new BlockScanner(
    { delimiter: ',', headings, skip: 1, kinds, rowMost: 250_000 },
    scanner,
  ).scan(chunks, (block) => {
    for (let row = 0; row < block.rowCount; row++) {
      const cells = kinds.map((_, column) => block.cell(row, column));
      rows.push([block.lineOf(row), block.widthOf(row), ...cells]);
    }
    return true;
  });
  return typeof counts === 'string' ? { fault: counts } : { counts, rows };
}

function compiled(): RowScanner {
  const scanner = compiledScanner();
  if (scanner === undefined) throw new Error('this machine has no WebAssembly with SIMD');
  return scanner;
}

describe('the compiled scanner and its twin', () => {
  it('the committed module is the compiled source', () => {
    expect(readFileSync(tapeKernelModule, 'utf8')).toBe(compileTapeKernel());
  }, 60_000);

  it('give the same cells of hostile files, in pieces of any size', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const draws = drawsFrom(seed);
      const bytes = generatedTape(draws);
      const pieces = 1 + draws.below(300);
      const one = scanned(compiled(), bytes, pieces, ['loanId']);
      expect(one).toEqual(scanned(plainScanner(), bytes, pieces, ['loanId']));
    }
  }, 60_000);

  const cell = fc.oneof(
    fc.constantFrom(
      ...[
        '',
        '-',
        '-0',
        '0',
        '00',
        '0.0',
        '.5',
        '5.',
        '-.5',
        '1.2.3',
        '--1',
        '-1-',
        '1-',
        '１',
        '0x1',
        '1e5',
      ],
      ...['999999999999999', '-999999999999999', '1234567890123456', '123456789012.345', '-12345678901.2345'],
      ...['0.00000000000001', '0.000000000000001', '2147483647', '2147483648', '-2147483648', '-2147483649'],
      ...[
        'a'.repeat(15),
        'a'.repeat(16),
        'a'.repeat(17),
        'b'.repeat(33),
        `${'c'.repeat(40)}d`,
        `${'c'.repeat(40)}e`,
      ],
      ...[' x', 'x ', '\u3000x', 'x\u00a0', '北京', '北', 'é', '💥', 'ｘ', '北京市朝阳区建国路八十八号'],
      ...['Total', 'total', '合计', '小', 'toast', 'sub', 'grape', 'ｔotal', 'T合'],
    ),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => String(n / 100)),
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[",\r\n\0]/g, '')),
  );

  it('give the cells that csv-parse gives, without the blanks around them', () => {
    const rows = fc.array(fc.tuple(fc.array(cell, { minLength: 10, maxLength: 10 }), fc.boolean()), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 5000 }),
        (lines, end, pieces) => {
          const head = kinds.map((_, i) => `h${i}`);
          const text = [
            head.join(','),
            ...lines.map(([cells, quotes]) => (quotes ? cells.map((c) => `"${c}"`) : cells).join(',')),
          ].join(end);
          const strict = parseRecords(text, ',', 't.csv');
          if (!strict.ok) throw new Error(JSON.stringify(strict.problems));
          const expected: string[][] = [];
          for (let row = 1; row < strict.value.rowCount; row++) {
            const cells = kinds.map((kind, i) =>
              kind === undefined ? '' : strict.value.cell(row, i).trim(),
            );
            if (
              Array.from({ length: strict.value.widthOf(row) }, (_, i) =>
                strict.value.cell(row, i).trim(),
              ).some((c) => c !== '')
            )
              expected.push(cells);
          }
          for (const scanner of [compiled(), plainScanner()]) {
            const found = scanned(scanner, new TextEncoder().encode(text), pieces, head);
            expect(found.rows?.map((row) => row.slice(2))).toEqual(expected);
          }
        },
      ),
      { numRuns: 300, seed: 11 },
    );
  }, 60_000);

  it('take the least and greatest of UTF-8 and refuse what is not', () => {
    const good = [
      [0xc2, 0x80],
      [0xdf, 0xbf],
      [0xe0, 0xa0, 0x80],
      [0xed, 0x9f, 0xbf],
      [0xef, 0xbf, 0xbd],
      [0xf0, 0x90, 0x80, 0x80],
      [0xf4, 0x8f, 0xbf, 0xbf],
    ];
    const bad = [
      [0x80],
      [0xc0, 0x80],
      [0xc1, 0xbf],
      [0xe0, 0x9f, 0xbf],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x8f, 0xbf, 0xbf],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xe4, 0xb8],
      [0xff],
    ];
    const file = (sequence: readonly number[], column: number) => {
      const cells = kinds.map((_, i) => (i === column ? sequence : [0x31]));
      return Uint8Array.from([0x68, 10, ...cells.flatMap((c, i) => [...c, i === 9 ? 10 : 44])]);
    };
    for (const scanner of [compiled, plainScanner]) {
      for (let column = 0; column < kinds.length; column++) {
        for (const sequence of good)
          expect(scanned(scanner(), file(sequence, column), 7, ['h']).fault).toBeUndefined();
        for (const sequence of bad)
          expect(scanned(scanner(), file(sequence, column), 7, ['h']).fault).toBe('encoding');
      }
    }
  }, 60_000);
});
