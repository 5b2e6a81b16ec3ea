#!/usr/bin/env node
import { readFileSync } from 'node:fs';

/**
 * The entry of the command line. `--version` answers from here and loads nothing else; all the rest is
 * imported when needed. Exit by `process.exitCode`, never `process.exit`: a pipe would be cut at 64 KiB.
 * Ctrl-C keeps the system's default, which ends a busy process at once and which shells report as 130; only a
 * simulation takes it as a wish to end after its round.
 */
const args = process.argv.slice(2);
const version = packageVersion();

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  const [{ processHost }, { runCommandLine }] = await Promise.all([
    import('./host.js'),
    import('./runCommandLine.js'),
  ]);
  const code = await runCommandLine(args, processHost(version));
  // A fault of standard output has set its own by now, or sets it later.
  process.exitCode ??= code;
}

/** From package.json, which npm puts two folders above this file, in a clone and when installed. */
function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    if (typeof manifest.version === 'string') return manifest.version;
  }
  throw new Error('package.json has no version');
}
