import { describe, expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { dealTemplates } from '#deal/dealTemplates.js';
import { parseTerms } from '#deal/parseTerms.js';
import { threeClassTemplate } from '#deal/templates/threeClass.js';
import { builtInTerms } from '#deal/templates.js';
import { runAbs, smallTape, temporaryFolder } from './runAbs.js';

const cutOffDate = calendarDate(2026, 1, 31);

describe('templates of abs init', () => {
  it.each(dealTemplates)('$name parses without a warning, with and without facts', ({ text }) => {
    for (const facts of [
      { cutOffDate, currency: 'EUR' },
      { cutOffDate: undefined, currency: undefined },
    ]) {
      const parsed = parseTerms(text(facts), 'deal.yaml');
      expect(parsed.problems).toEqual([]);
      expect(parsed).toMatchObject({
        ok: true,
        value: { currency: facts.currency ?? 'CNY', dates: { cutOff: facts.cutOffDate } },
      });
    }
  });

  it('three-class is the built-in deal', () => {
    const parsed = parseTerms(threeClassTemplate.text({ cutOffDate, currency: 'CNY' }), 'deal.yaml');
    expect(parsed.ok && JSON.parse(JSON.stringify(parsed.value))).toEqual(
      JSON.parse(JSON.stringify(builtInTerms('CNY', cutOffDate))),
    );
  });

  it.each(dealTemplates)('$name runs and conserves cash', async ({ name }) => {
    const folder = temporaryFolder({ 'tape.csv': smallTape() });
    const init = await runAbs(['init', 'tape.csv', '--template', name, '-o', 'deal.yaml'], {
      folder: folder.path,
    });
    expect(init).toEqual({ code: 0, stdout: '', stderr: '' });
    const again = await runAbs(['init', '-o', 'deal.yaml'], { folder: folder.path });
    expect(again).toMatchObject({ code: 2, stdout: '' });
    const args = ['cashflow', 'tape.csv', '--deal', 'deal.yaml', '--json', '--cdr', '20%'];
    const { code, stdout } = await runAbs(args, { folder: folder.path });
    folder.dispose();
    expect(code).toBe(0);
    expect(JSON.parse(stdout).conservation.difference).toBe('0.00');
  });
});
