import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYaml } from '#basics/yamlDocument.js';

const problemsOf = (source: string | Uint8Array) =>
  readYaml(source, 'deal.yaml').problems.map((p) => `${p.code} ${p.at}: ${p.message}`);

function dataOf(source: string | Uint8Array): unknown {
  const outcome = readYaml(source, 'deal.yaml');
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value.value;
}

describe('what is read', () => {
  it.each([
    ['number scalars keep their source text', 'a: 1250000.00', { a: '1250000.00' }],
    [
      'whatever notation they have',
      'a: [0x10, 1e5, .inf, 012, 1_000, -0, 1.10, +5]',
      { a: ['0x10', '1e5', '.inf', '012', '1_000', '-0', '1.10', '+5'] },
    ],
    ['dates are text', 'cutOff: 2026-01-31', { cutOff: '2026-01-31' }],
    [
      'words of YAML 1.2 core',
      'a: [true, False, null, ~, yes, off]',
      { a: [true, false, null, null, 'yes', 'off'] },
    ],
    ['quotes make text', `a: ["true", 'null', "1\\u0041"]`, { a: ['true', 'null', '1A'] }],
    ['an empty value is null', 'a:\nb: 1', { a: null, b: '1' }],
    ['JSON', '{\n\t"a": [1.50, {"b": null}],\n\t"c": "x\\/y"\n}', { a: ['1.50', { b: null }], c: 'x/y' }],
    ['Windows line ends and a byte-order mark', '\uFEFFa: 1\r\nb:\r\n  - x\r\n', { a: '1', b: ['x'] }],
    ['old Macintosh line ends', 'a: 1\rb: 2\r', { a: '1', b: '2' }],
    ['Chinese', '名称: 应付款保函', { 名称: '应付款保函' }],
    ['anchors and aliases', 'a: &x {p: 1}\nb: *x', { a: { p: '1' }, b: { p: '1' } }],
    ['block text', 'a: |\n  one\n  two\nb: >-\n  one\n  two\n', { a: 'one\ntwo\n', b: 'one two' }],
    ['toString is a key like others', 'toString: 1', { toString: '1' }],
    ['comments and one document mark', '# hello\n---\na: 1 # x\n...\n', { a: '1' }],
  ])('%s', (_name, text, value) => {
    expect(JSON.parse(JSON.stringify(dataOf(text)))).toEqual(value);
  });

  it('bytes of UTF-8', () => {
    expect(dataOf(new TextEncoder().encode('\uFEFFa: 元'))).toEqual(expect.objectContaining({ a: '元' }));
  });

  it('mappings have no prototype', () => {
    expect(Object.getPrototypeOf(dataOf('a: 1'))).toBe(null);
  });

  it('any JSON document, numbers as their text', () => {
    const unsafe = new Set(['__proto__', 'constructor', 'prototype', '']);
    const clean = (key: string) => !unsafe.has(key) && !/[^\x20-\x7e]/.test(key);
    const word = fc.string({ unit: 'grapheme-ascii' });
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, word, fc.boolean(), fc.constant(null), tie('list'), tie('map')),
      list: fc.array(tie('tree'), { maxLength: 4 }),
      map: fc.dictionary(word.filter(clean), tie('tree'), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(fc.record({ root: tree }), fc.constantFrom(0, 2, 4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.parse(JSON.stringify(dataOf(text)))).toEqual(JSON.parse(text));
      }),
      { seed: 20260131, numRuns: 200 },
    );
  });
});

describe('what is refused, in one line and with its place', () => {
  it.each([
    ['a: 1\na: 2', ['duplicate-key deal.yaml:2:1: key "a" appears twice']],
    ['{"a": 1, "a": 2}', ['duplicate-key deal.yaml:1:10: key "a" appears twice']],
    [
      'a: &x {p: 1}\nb:\n  <<: *x',
      ['merge-key deal.yaml:3:3: merge keys ("<<") are not used in these files; write the keys out'],
    ],
    [
      'a: 1\n---\nb: 2',
      ['several-documents deal.yaml:2:1: a second document starts here ("---"); one file is one document'],
    ],
    ['a: !!js/function "x"', ['tag deal.yaml:1:4: tags ("!...") are not used in these files']],
    ['a: !secret 5', ['tag deal.yaml:1:4: tags ("!...") are not used in these files']],
    ['__proto__: {a: 1}', ['bad-key deal.yaml:1:1: "__proto__" cannot be a key']],
    [
      'a: {"constructor": {"prototype": 1}}',
      [
        'bad-key deal.yaml:1:21: "prototype" cannot be a key',
        'bad-key deal.yaml:1:5: "constructor" cannot be a key',
      ],
    ],
    ['? [a]\n: 1', ['bad-key deal.yaml:1:3: a key must be plain text']],
    ['a:\n\t- 1', ['yaml-syntax deal.yaml:2:1: a tab cannot indent YAML; use spaces']],
    ['a: *x', ['unknown-anchor deal.yaml:1:4: alias "*x" has no anchor before it, or stands inside of it']],
    [
      'a: &x [*x]',
      ['unknown-anchor deal.yaml:1:8: alias "*x" has no anchor before it, or stands inside of it'],
    ],
    ['', ['empty-file deal.yaml: the file is empty']],
    ['# nothing\n', ['empty-file deal.yaml: the file is empty']],
    ['a: \u0000', ['encoding deal.yaml:1:4: the character \\x00 does not belong in a text file']],
    ['a: \u001b[31m', ['encoding deal.yaml:1:4: the character \\x1b does not belong in a text file']],
  ])('%j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('bytes that are not UTF-8', () => {
    expect(problemsOf(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toEqual([
      'encoding deal.yaml: is not UTF-8 text; save it as UTF-8',
    ]);
  });

  it.each([
    'a: [1, 2',
    'a: "x',
    'a: b: c',
    'a:\n  b: 1\n c: 2',
    '- a\nb: 1',
    '@x',
    '%',
    '{a: 1}}',
    'a: {b: 1,, }',
  ])('broken YAML %j: errors with places, each on one line', (text) => {
    const found = problemsOf(text);
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(/^[a-z-]+ deal\.yaml:\d+:\d+: [^\n]{5,160}$/);
  });
});

describe('broken YAML in plain words, without echoes', () => {
  const notClosed = 'a list or mapping in brackets before this is not closed';
  it.each([
    ['name: x\nnotes: [ { name: A\n', [`deal.yaml:3:1: ${notClosed}`]],
    ['a: [1, 2\nb: 3\nc: 4\n', [`deal.yaml:2:1: ${notClosed}`]],
    ['{a: 1}}', ['deal.yaml:1:7: unexpected "}"']],
    ['- a\nb: 1\n', ['deal.yaml:2:1: unexpected "b"']],
    [
      'a: b: c\nd: e: f\n',
      [1, 2].map(
        (n) =>
          `deal.yaml:${n}:4: a mapping cannot start in the middle of a line; put text with ": " in quotes`,
      ),
    ],
    ['a:\n\t- 1\n\t- 2\n', [2, 3].map((n) => `deal.yaml:${n}:1: a tab cannot indent YAML; use spaces`)],
    ['a: @x', ['deal.yaml:1:4: a text cannot start with this sign; put it in quotes']],
  ])('%j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems.map((line) => `yaml-syntax ${line}`));
  });
});

describe('hostile text ends soon', () => {
  const words = (word: string) => word.repeat(Math.floor((1024 * 1024) / word.length));
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    .concat(Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)} *a${i}]`))
    .join('\n');
  it.each([
    ['10 MB', 'x'.repeat(10 * 1024 * 1024), 'too-large'],
    ['1,000 deep, flow', `${'['.repeat(1000)}${']'.repeat(1000)}`, 'too-deep'],
    ['1,000 deep, mappings', `${'{a: '.repeat(1000)}1${'}'.repeat(1000)}`, 'too-deep'],
    ['1,000 deep, dashes', `${'- '.repeat(1000)}1`, 'too-deep'],
    [
      '1,000 deep, indented',
      Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'too-deep',
    ],
    ['1,000 deep, compact', `${'? '.repeat(1000)}1`, 'too-deep'],
    ['1 MB of brackets', words('['), 'too-deep'],
    ['1 MB of commas', `[${words(',').slice(1)}`, 'too-large'],
    ['1 MB of quotes', words('"'), 'too-large'],
    ['1 MB of anchors', words('&a '), 'too-large'],
    ['1 MB of line ends', words('\n'), 'too-large'],
    ['a bomb of aliases', bomb, 'too-large'],
  ])('%s', (_name, text, code) => {
    const before = performance.now();
    const outcome = readYaml(text, 'deal.yaml');
    expect(outcome.ok).toBe(false);
    expect(outcome.problems[0]!.code).toBe(code);
    expect(outcome.problems.length).toBeLessThan(60);
    // Some 0.3 s on a slow core; a quadratic walk takes minutes.
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('a large honest file is read', () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `k${i}: ${i}.50`).join('\n');
    expect(Object.keys(dataOf(text) as object)).toHaveLength(40_000);
  });

  it('any text gives a value or problems, never an exception', () => {
    const piece = fc.constantFrom(
      ...'[]{}:,-?&*!|>\'"%@`#\n \tab~0\r\uFEFF',
      ': ',
      '- ',
      '\n  ',
      '<<',
      '\ud800',
      '---\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const outcome = readYaml(pieces.join(''), 'deal.yaml');
        for (const { at, message } of outcome.problems) expect(`${at} ${message}`).not.toMatch(/[\n\r]/);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});

describe('places', () => {
  const outcome = readYaml(
    'name: x\nnotes:\n  - { name: A, coupon: 5% }\n  - name: B\n    "a b": 1\n',
    'deal.yaml',
  );
  const document = outcome.ok ? outcome.value : undefined;
  it.each([
    [['notes', 0, 'coupon'], 'deal.yaml:3:24 notes[0].coupon', 'deal.yaml:3:16 notes[0].coupon'],
    [['notes', 1, 'coupon'], 'deal.yaml:4:5 notes[1].coupon', 'deal.yaml:4:5 notes[1].coupon'],
    [['notes', 1, 'a b'], 'deal.yaml:5:12 notes[1]["a b"]', 'deal.yaml:5:5 notes[1]["a b"]'],
    [['notes', 7], 'deal.yaml:3:3 notes[7]', 'deal.yaml:2:1 notes[7]'],
    [[], 'deal.yaml:1:1', 'deal.yaml:1:1'],
    [['name', 'x'], 'deal.yaml:1:7 name.x', 'deal.yaml:1:1 name.x'],
  ])('%j', (path, ofValue, ofKey) => {
    expect(document?.placeOf(path)).toBe(ofValue);
    expect(document?.placeOfKey(path)).toBe(ofKey);
  });
});
