import { describe, expect, it } from 'vitest';
import { checkAgainst } from '#basics/schema.js';
import { readYaml } from '#basics/yamlDocument.js';
import { targetsSchema } from '#scenarios/size/targetsSchema.js';
import { parseScenarioTable } from '#scenarios/stress/parseScenarioTable.js';

const scenarios = (text: string) => parseScenarioTable(new TextEncoder().encode(text), 's.csv', []);

describe('a row with more fields than headings', () => {
  it('is refused in a table of scenarios, each with its line', () => {
    const read = scenarios('name,default.multiple\na,1,5\nb,2\nc,1,000\n');
    expect(read.problems.map(({ at, code }) => `${at} ${code}`)).toEqual([
      's.csv:2 ragged',
      's.csv:4 ragged',
    ]);
  });

  it('may have fewer: an empty cell leaves the assumption alone', () => {
    expect(scenarios('name,default.multiple\na\n')).toMatchObject({ ok: true, problems: [] });
  });
});

describe('demand by the years of a note', () => {
  const codes = (text: string) => {
    const document = readYaml(text, 't.yaml');
    if (!document.ok) throw new Error('not YAML');
    return checkAgainst(targetsSchema, document.value).problems.length;
  };

  it('needs a term above zero', () => {
    expect(codes('demand: { 0: 1 }')).toBe(1);
    expect(codes('demand: { 0.00: 1, 2: 3 }')).toBe(1);
    expect(codes('demand: { 0.25: 1, 10: 3 }')).toBe(0);
  });
});
