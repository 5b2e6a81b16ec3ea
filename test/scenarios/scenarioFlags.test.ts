import { describe, expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { allowsRejects, parseRejectLimit } from '#scenarios/rejectLimit.js';
import { parseScenarioFlags } from '#scenarios/scenarioFlags.js';

describe('flags of a run', () => {
  it('reads rates as percent, basis points or fractions', () => {
    const flags = parseScenarioFlags({ cpr: '10%', cdr: '200 bp', recovery: '0.6', correlation: '0.15' });
    expect(flags).toMatchObject({
      ok: true,
      value: { cpr: 0.1, cdr: 0.02, recoveryRate: 0.6, correlation: 0.15 },
    });
  });

  it('reads the rest', () => {
    const flags = parseScenarioFlags({
      method: 'dcf',
      paths: '5000',
      seed: '42',
      estimator: 'plain',
      premium: 'full',
      'cut-off': '2026-01-31',
      'max-rejects': '0.5%',
    });
    expect(flags).toMatchObject({
      ok: true,
      value: {
        method: 'dcf',
        pathCount: 5000,
        seed: '42',
        estimator: 'plain',
        premium: 'full',
        cutOffDate: calendarDate(2026, 1, 31),
        maxRejects: { kind: 'share', share: 0.005 },
      },
    });
  });

  it.each([
    [{ cpr: '10' }, '--cpr', '10 would be 1000 %; write 10% or 0.1'],
    [{ cdr: 'ten' }, '--cdr', '"ten" is not a rate'],
    [{ recovery: '120%' }, '--recovery', 'above 100%'],
    [{ correlation: '-0.1' }, '--correlation', 'negative'],
    [{ se: '0' }, '--se', 'not between'],
    [{ se: 'small' }, '--se', '"small" is not a number'],
    [{ paths: '1e6' }, '--paths', 'not a whole number'],
    [{ paths: '0' }, '--paths', 'not a whole number'],
    [{ seed: ' ' }, '--seed', 'a seed is text'],
    [{ seed: 'x'.repeat(201) }, '--seed', 'at most 200'],
    [{ method: 'mcc' }, '--method', 'did you mean "mc"?'],
    [{ method: 'oas' }, '--method', 'known: mc, dcf'],
    [{ estimator: 'fancy' }, '--estimator', 'known: two-level, plain'],
    [{ premium: 'nett' }, '--premium', 'did you mean "net"?'],
    [{ 'cut-off': '2026-02-30' }, '--cut-off', 'no day of the calendar'],
    [{ 'cut-off': '31.01.2026' }, '--cut-off', 'not a date'],
    [{ 'max-rejects': 'some' }, '--max-rejects', 'neither a number of rows'],
    [{ se: '0.1', paths: '100' }, '--se', 'exclude each other'],
  ])('refuses %o', (texts, at, message) => {
    const flags = parseScenarioFlags(texts);
    expect(flags.ok).toBe(false);
    expect(flags.problems).toHaveLength(1);
    expect(flags.problems[0]).toMatchObject({ severity: 'error', at });
    expect(flags.problems[0]!.message).toContain(message);
  });

  it('says all faults at once', () => {
    expect(
      parseScenarioFlags({ cpr: '10', cdr: 'x', paths: '-1' })
        .problems.map((p) => p.at)
        .sort(),
    ).toEqual(['--cdr', '--cpr', '--paths']);
  });
});

describe('limit of rejected rows', () => {
  it.each([
    ['25', 25, 1000, true],
    ['25', 26, 1000, false],
    ['0', 1, 1000, false],
    ['1%', 10, 1000, true],
    ['1%', 11, 1000, false],
    ['100%', 1000, 1000, true],
  ])('%s allows %i of %i: %s', (text, rejected, rows, allowed) => {
    expect(allowsRejects(parseRejectLimit(text)!, rejected, rows)).toBe(allowed);
  });

  it.each(['0.5', '-1', '101%', '', '5 rows'])('%s is no limit', (text) => {
    expect(parseRejectLimit(text)).toBeUndefined();
  });
});
