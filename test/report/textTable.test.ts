import { describe, expect, it } from 'vitest';
import { plainPainter } from '#report/painter.js';
import { textTable } from '#report/textTable.js';
import { cutToWidth, textWidth, wrapParts, wrapText } from '#report/textWidth.js';

describe('text width', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['余额', 4],
    ['A档 5.5%', 8],
    ['\uff08元\uff09', 6],
    ['e\u0301', 1],
    ['한국', 4],
  ])('%s', (text, width) => expect(textWidth(text)).toBe(width));

  it('cuts by width, not by characters', () => {
    expect(cutToWidth('未偿本金余额', 7)).toBe('未偿本…');
    expect(cutToWidth('short', 7)).toBe('short');
  });

  it('lets no control character through to the terminal', () => {
    expect(cutToWidth('a\u001b[31mb', 20)).toBe('a [31mb');
  });

  it('ends a line with the separator, within the width', () => {
    expect(wrapParts(['aaa', 'bbb', 'ccc'], ' · ', 11)).toEqual(['aaa · bbb ·', 'ccc']);
    expect(wrapParts(['aaa', 'bbb', 'ccc'], ' · ', 10)).toEqual(['aaa ·', 'bbb · ccc']);
    expect(wrapParts([], ' · ', 10)).toEqual([]);
  });

  it('wraps at spaces and leaves long words whole', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('unbreakable', 4)).toEqual(['unbreakable']);
  });
});

describe('text table', () => {
  const columns = [
    { header: '档', align: 'left' },
    { header: 'Balance', align: 'right' },
  ] as const;

  it('lines up Chinese and Latin text', () => {
    const rows = [{ cells: ['优先级', '75.00'] }, { cells: ['B', '1,500.00'] }];
    const lines = textTable(columns, rows, plainPainter).split('\n');
    expect(new Set(lines.map(textWidth)).size).toBe(1);
    expect(lines).toEqual(['档       Balance', '──────  ────────', '优先级     75.00', 'B       1,500.00']);
  });

  it('puts a rule above a total and no spaces at line ends', () => {
    const rows = [{ cells: ['A', ''] }, { cells: ['sum', '1'], kind: 'total' as const }];
    const lines = textTable(columns, rows, plainPainter).split('\n');
    expect(lines).toEqual(['档   Balance', '───  ───────', 'A', '───  ───────', 'sum        1']);
  });

  it('colors cells only through the painter', () => {
    const painter = { ...plainPainter, strong: (text: string) => `<${text}>` };
    expect(textTable(columns, [], painter)).toContain('<Balance>');
    expect(textTable(columns, [{ cells: ['A', '1'] }], plainPainter)).not.toContain('\u001b');
  });
});
