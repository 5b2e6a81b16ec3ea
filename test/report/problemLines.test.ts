import { describe, expect, it } from 'vitest';
import { problem } from '#basics/problem.js';
import { plainPainter } from '#report/painter.js';
import { problemLines } from '#report/problemLines.js';

describe('problem lines', () => {
  it('puts errors first, each with its place', () => {
    const problems = [
      problem('warning', 'w', 'tape.csv:3:rate', 'odd'),
      problem('error', 'e', 'deal.yaml:2:1 notes', 'missing'),
    ];
    expect(problemLines(problems, plainPainter)).toEqual([
      'error: deal.yaml:2:1 notes: missing',
      'warning: tape.csv:3:rate: odd',
    ]);
  });

  it('lists twenty and counts the rest', () => {
    const problems = Array.from({ length: 25 }, (_, i) => problem('error', 'e', `tape.csv:${i}`, 'bad'));
    const lines = problemLines(problems, plainPainter);
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('error: and 5 more');
  });

  it('says the same only once', () => {
    const same = problem('error', 'e', 'a.yaml:3:1', 'wrong indentation');
    expect(problemLines([same, same], plainPainter)).toEqual(['error: a.yaml:3:1: wrong indentation']);
  });

  it('stays on one line whatever the tape holds', () => {
    expect(problemLines([problem('error', 'e', 'x\u202e', 'a\nb\u001b[2J')], plainPainter)).toEqual([
      'error: x\\u202e: a\\x0ab\\x1b[2J',
    ]);
    const [line] = problemLines([problem('error', 'e', '', 'x'.repeat(1_000_000))], plainPainter);
    expect(line!.length).toBeLessThan(1000);
  });
});
