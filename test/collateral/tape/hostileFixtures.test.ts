import { describe, expect, it } from 'vitest';
import { fixtureFile, reading } from './tapes.js';

interface Label {
  readonly line: number;
  readonly column: string;
  readonly fault: string;
  readonly row: 'kept' | 'rejected' | 'ignored';
  /** Of the reject or the warning that finds the fault. */
  readonly code?: string;
}

function labelsOf(name: string): Label[] {
  return JSON.parse(new TextDecoder().decode(fixtureFile(`${name}.hostile.labels.json`)));
}

/** Generated tapes with planted faults: each labelled row meets the fate that its label names. */
describe.each(['auto', 'installment', 'micro-loan', 'payable-guarantee'])('%s', (name) => {
  it('reads the clean tape without a reject', () => {
    const { report } = reading(fixtureFile(`${name}.csv`));
    expect([report.rejected, report.ignored, report.source.name]).toEqual([0, 0, 'general']);
    expect(report.accepted).toBe(report.rows);
    expect(report.unmapped).toEqual([]);
  });

  const { report, table } = reading(fixtureFile(`${name}.hostile.csv`));
  const rejected = new Set(report.rejects.map((reject) => reject.line));
  const kept = new Set(table.line);
  const labels = labelsOf(name);

  it.each(labels)('line $line: $fault is $row', ({ line, row }) => {
    expect(rejected.has(line) ? 'rejected' : kept.has(line) ? 'kept' : 'ignored').toBe(row);
  });

  it.each(labels.filter(({ code }) => code !== undefined))(
    'line $line: $fault is found as $code',
    (label) => {
      const { line, row, code } = label;
      const rejects = report.rejects.filter((reject) => reject.line === line).map((reject) => reject.code);
      const named = new RegExp(`:${line}:|lines? .*\\b${line}\\b`);
      const warnings = report.warnings.filter((w) => named.test(`${w.at}: ${w.message}`)).map((w) => w.code);
      expect(row === 'rejected' ? rejects : warnings).toContain(code);
    },
  );

  it('rejects nothing else', () => {
    const faulty = new Set(labels.map((label) => label.line));
    expect([...rejected].filter((line) => !faulty.has(line))).toEqual([]);
  });
});
