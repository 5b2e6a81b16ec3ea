import { describe, expect, it } from 'vitest';
import { decodeText } from '#collateral/tape/decodeText.js';
import { detectDelimiter } from '#collateral/tape/detectDelimiter.js';
import { headingKey, readHeading } from '#collateral/tape/heading.js';
import { bytesOf, reading } from './tapes.js';

// 余额,利率 and a cell, as GB18030 bytes: from the code table of GB 18030-2005.
const chinese = Uint8Array.of(
  0xd3,
  0xe0,
  0xb6,
  0xee,
  0x2c,
  0xc0,
  0xfb,
  0xc2,
  0xca,
  0x0a,
  0x31,
  0x2c,
  0x32,
  0x0a,
);
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, !bigEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), !bigEndian);
  return bytes;
};

describe('decodeText', () => {
  it.each([
    ['utf-8', bytesOf('余额,a\n'), '余额,a\n'],
    ['utf-8', Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), 'a'],
    ['gb18030', chinese, '余额,利率\n1,2\n'],
    ['windows-1252', Uint8Array.of(0x54, 0xdc, 0x56, 0x2c, 0x80), 'TÜV,€'],
    ['utf-16le', utf16('余额,a', false), '余额,a'],
    ['utf-16be', utf16('余额,a', true), '余额,a'],
  ])('%s', (encoding, bytes, text) => {
    const outcome = decodeText(bytes, 't.csv');
    expect(outcome.ok && [outcome.value.encoding, outcome.value.text]).toEqual([encoding, text]);
  });

  it('takes a stated encoding, and refuses what it does not fit', () => {
    expect(decodeText(chinese, 't.csv', 'windows-1252').ok).toBe(true);
    expect(decodeText(chinese, 't.csv', 'utf-8').problems[0]?.code).toBe('bad-encoding');
  });

  it('reads a whole tape in UTF-16', () => {
    const tape = utf16('loanId,currentBalance,annualRate,remainingTermMonths\r\n甲,1.00,0.1,3\r\n', false);
    expect(reading(tape).table.loanId.at(0)).toBe('甲');
  });
});

describe('detectDelimiter', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b;c\n1,5;2,5;3,5\n'],
    ['|', 'a|b|c|d\n1|x, y, z|2|3\n1|x|2|3\n'],
    ['\t', 'a\tb\n"1\t,2"\t3\n'],
    [',', 'title\na,b,c\n1,2,3\n4,5,6\n'],
    [',', 'one column\n1\n'],
  ])('%j in %j', (delimiter, text) => expect(detectDelimiter(text).delimiter).toBe(delimiter));
});

describe('headings', () => {
  it.each([
    ['Current Balance', 'current_balance', undefined],
    ['CURRENT-BALANCE ($)', 'currentBalance', undefined],
    ['贷款年利率(%)', '贷款年利率', 'percent'],
    ['贷款年利率(%)', '贷款年利率', 'percent'],
    ['应还罚息元)', '应还罚息', undefined], // the published standard has this unbalanced bracket
    ['剩余本金(万元)', '剩余本金', 'ten-thousand'],
    ['剩余期限(天)', '剩余期限', 'days'],
    ['Term (months)', 'term', 'months'],
    ['利率', '利率', undefined],
  ])('%s is %s', (text, same, unit) => {
    const heading = readHeading(text);
    expect([heading.key, heading.unit]).toEqual([headingKey(same), unit]);
  });

  it('keeps apart what differs in words', () => {
    expect(headingKey('ProsperRating (Alpha)')).not.toBe(headingKey('ProsperRating (numeric)'));
  });
});
