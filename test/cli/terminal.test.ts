import { describe, expect, it } from 'vitest';
import { languageFor, painterFor } from '#cli/terminal.js';

describe('color', () => {
  const terminal = { isTerminal: true, columns: 100, write: () => {} };
  const pipe = { isTerminal: false, columns: undefined, write: () => {} };
  it.each([
    ['terminal', terminal, {}, undefined, true],
    ['pipe', pipe, {}, undefined, false],
    ['dumb terminal', terminal, { TERM: 'dumb' }, undefined, false],
    ['NO_COLOR', terminal, { NO_COLOR: '1' }, undefined, false],
    ['empty NO_COLOR', terminal, { NO_COLOR: '' }, undefined, true],
    ['FORCE_COLOR in a pipe', pipe, { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, undefined, false],
    ['NO_COLOR before FORCE_COLOR', pipe, { NO_COLOR: '1', FORCE_COLOR: '1' }, undefined, false],
    ['--color before NO_COLOR', pipe, { NO_COLOR: '1' }, true, true],
    ['--no-color', terminal, { FORCE_COLOR: '1' }, false, false],
  ])('%s: %s', (_name, stream, env, flag, colored) => {
    expect(painterFor(stream, env, flag).strong('x') !== 'x').toBe(colored);
  });
});

describe('language', () => {
  it.each([
    [{}, undefined, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, undefined, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, undefined, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, undefined, 'en'],
    [{ ABS_LANG: 'zh', LANG: 'en_US' }, undefined, 'zh'],
    [{ ABS_LANG: 'zh' }, 'en', 'en'],
  ])('%o and --lang %s: %s', (env, flag, language) => {
    expect(languageFor(env, flag)).toMatchObject({ ok: true, value: language });
  });

  it('refuses what it does not know, naming where it came from', () => {
    expect(languageFor({ ABS_LANG: 'fr' }, undefined).problems[0]).toMatchObject({ at: 'ABS_LANG' });
    expect(languageFor({}, 'fr').problems[0]).toMatchObject({ at: '--lang' });
  });
});
