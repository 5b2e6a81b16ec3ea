import { Chalk } from 'chalk';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { type Language, languages } from '#report/messages.js';
import { type Painter, plainPainter } from '#report/painter.js';
import type { Host, OutputStream } from './host.js';

/**
 * Colors for one stream, decided once. In order: the flag; `NO_COLOR` (any text, https://no-color.org);
 * `FORCE_COLOR` (`0` is off); whether the stream is a terminal that is not `TERM=dumb`.
 */
export function painterFor(stream: OutputStream, env: Host['env'], flag: boolean | undefined): Painter {
  return wantsColor(stream, env, flag) ? chalkPainter() : plainPainter;
}

function wantsColor(stream: OutputStream, env: Host['env'], flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTerminal && env['TERM'] !== 'dumb';
}

function chalkPainter(): Painter {
  const chalk = new Chalk({ level: 1 });
  return {
    strong: (text) => chalk.bold(text),
    faint: (text) => chalk.dim(text),
    heading: (text) => chalk.bold.cyan(text),
    good: (text) => chalk.green(text),
    warning: (text) => chalk.yellow(text),
    bad: (text) => chalk.red(text),
  };
}

/** Language of labels: `--lang`, then `ABS_LANG`, then the locale; English when the locale is another. */
export function languageFor(env: Host['env'], flag: string | undefined): Outcome<Language> {
  const stated = flag ?? (env['ABS_LANG'] || undefined);
  if (stated !== undefined) {
    const language = languages.find((known) => known === stated);
    if (language !== undefined) return succeeded(language);
    const at = flag === undefined ? 'ABS_LANG' : '--lang';
    return failed([
      problem('error', 'unknown-name', at, `"${stated}" is not a language; known: ${languages.join(', ')}`),
    ]);
  }
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return succeeded(locale.toLowerCase().startsWith('zh') ? 'zh' : 'en');
}
