import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runAbs } from './runAbs.js';

/** What people and programs hand over instead of a tape: each is refused in one line that says what it is. */
const headings = 'loanId,currentBalance,annualRate,remainingTermMonths\n';
const tape = `${headings}a,10,0.1,120\n`;
const utf16 = (text: string, ...more: number[]) =>
  Uint8Array.of(0xff, 0xfe, ...Buffer.from(text, 'utf16le'), ...more);
const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 2654435761) >>> 24);

const files: readonly (readonly [name: string, content: string | Uint8Array, says: RegExp])[] = [
  ['empty.csv', '', /is empty/],
  ['blank.csv', '\n\n \n', /no line of headings/],
  ['header.csv', headings, /headings and no loans below/],
  ['binary.csv', noise, /is a binary file/],
  ['zero.csv', `${headings}a,1\0,0.1,12\n`, /is a binary file/],
  ['utf16.csv', Buffer.from(tape, 'utf16le'), /UTF-16 needs its byte order mark/],
  ['odd.csv', utf16(tape, 65), /UTF-16 and has an odd number of bytes/],
  ['half.csv', utf16(tape, 0, 0xd8), /UTF-16 and has characters that it has not/],
  ['utf32.csv', Uint8Array.of(0xff, 0xfe, ...Buffer.from('\0loanId', 'utf16le')), /UTF-32 is not read/],
  ['page.csv', '<!DOCTYPE html>\n<html>a,b,c</html>\n', /is a web page/],
  ['list.csv', '[{"loanId":"a","currentBalance":1}]\n', /is a JSON document/],
  ['old.csv', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1), /is an old Excel workbook/],
  ['zip.csv', Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3), /is a zip archive, and not a readable workbook/],
  ['picture.csv', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10), /is a picture/],
  ['line.csv', 'a'.repeat(3_000_000), /line 1 is longer than 1048576 bytes/],
  ['quote.csv', `${tape}"b,10,0.1,12\n`, /:3: a quote opened here is never closed/],
  ['formula.csv', `${tape}b,=1+1,0.1,120\n`, /:3:currentBalance: "=1\+1" is a formula, not a value/],
  [
    'dates.csv',
    'currentBalance,annualRate,dueDate\n1,0.1,"=DATE(2026,1,1)"\n',
    /:2:dueDate: .* is a formula/,
  ],
  ['cut.csv.gz', gzipSync(tape.repeat(999)).subarray(0, 60), /damaged or cut off/],
  ['twice.csv.gz', gzipSync(gzipSync(tape)), /is a gzip archive/],
  ['none.csv.gz', gzipSync(''), /is empty/],
  ['bomb.csv.gz', gzipSync(Buffer.alloc(70_000_000, 'a')), /unpacks to more than a tape may have/],
];

const folder = mkdtempSync(join(tmpdir(), 'abs-test-'));
for (const [name, content] of files) writeFileSync(join(folder, name), content);
mkdirSync(join(folder, 'folder'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['tape', 'price', 'cashflow'])('abs %s', (command) => {
  it.each([
    ...files.map(([name, , says]) => [name, says] as const),
    ['missing.csv', /there is no such tape/] as const,
    ['folder', /is a directory/] as const,
    ['empty.csv/tape.csv', /there is no such tape/] as const,
  ])('%s', async (name, says) => {
    const { code, stdout, stderr } = await runAbs([command, name], { folder });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
    expect(stderr.match(/^error: /gm)).toHaveLength(1);
  });
});

it('stops reading standard input at a line without end', async () => {
  const { code, stderr } = await runAbs(['tape', '-'], { stdin: 'a'.repeat(5_000_000) });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: stdin:1: line 1 is longer/)]);
});
