import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textWidth } from '#report/textWidth.js';
import { runAbs, smallDeal, smallTape, temporaryFolder } from './runAbs.js';

/**
 * Golden transcripts of small runs, as piped: stdout, stderr, exit code. Figures in them are a regression of our
 * own output, never a reference. `-u` writes them anew.
 */
const transcripts: readonly (readonly [string, readonly string[]])[] = [
  ['price.en.txt', ['price', 'tape.csv', '--paths', '1024']],
  ['price.zh.txt', ['price', 'tape.csv', '--paths', '1024', '--lang', 'zh']],
  ['price.dcf.txt', ['price', 'tape.csv', '--method', 'dcf', '--deal', 'deal.yaml', '--cdr', '3%']],
  ['price.json', ['price', 'tape.csv', '--paths', '1024', '--json']],
  ['price.csv.txt', ['price', 'tape.csv', '--paths', '1024', '--csv']],
  ['tape.en.txt', ['tape', 'chinese.csv']],
  ['tape.zh.txt', ['tape', 'chinese.csv', '--lang', 'zh']],
  ['tape.rejects.txt', ['tape', 'rejects.csv']],
  ['tape.csv.txt', ['tape', 'rejects.csv', '--csv']],
  ['cashflow.en.txt', ['cashflow', 'tape.csv', '--deal', 'deal.yaml', '--cdr', '10%']],
  ['cashflow.zh.txt', ['cashflow', 'tape.csv', '--deal', 'deal.yaml', '--lang', 'zh']],
  ['cashflow.explain.txt', ['cashflow', 'tape.csv', '--deal', 'deal.yaml', '--explain', 'A@2026-06']],
];

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder({
    'tape.csv': smallTape(),
    'deal.yaml': smallDeal,
    'rejects.csv': smallTape().replace('10000.00', 'ten').replace('11250.00', '1.2.3'),
    'chinese.csv':
      '借据编号,剩余本金(元),贷款年利率(%),剩余期数,客户居住所在省,还款方式\n' +
      'A001,12000.50,18.25,12,浙江省,等额本息\nA002,8000.00,16.00,6,江苏省,等额本金\n',
  });
});
afterAll(() => folder.dispose());

describe('golden transcripts', () => {
  it.each(transcripts)('%s', async (file, args) => {
    const { code, stdout, stderr } = await runAbs(args, { folder: folder.path, env: { NO_COLOR: '1' } });
    const text = file.endsWith('.json')
      ? stdout
      : `$ abs ${args.join(' ')}\n${stdout}--- stderr\n${stderr}--- exit ${code}\n`;
    expect(text).not.toContain('\u001b');
    await expect(text).toMatchFileSnapshot(`../../fixtures/golden/cli/${file}`);
  });

  it.each(transcripts.filter(([file]) => /^(price|tape|cashflow)\.(en|zh)/.test(file)))(
    '%s is at most 100 columns wide',
    async (_file, args) => {
      const { stdout } = await runAbs(args, { folder: folder.path });
      expect(stdout.split('\n').filter((line) => textWidth(line) > 100)).toEqual([]);
    },
  );

  it('color changes nothing but color', async () => {
    const args = ['price', 'tape.csv', '--paths', '256'];
    const plain = await runAbs(args, { folder: folder.path });
    const colored = await runAbs([...args, '--color'], { folder: folder.path });
    expect(colored.stdout).toContain('\u001b[1m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: color codes are control characters
    expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });
});
