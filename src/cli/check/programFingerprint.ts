import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The program that runs, as a hash: its own code, the version of Node, and the platform. Two builds of one version
 * differ in it, so that what an earlier build has shown is never taken for shown by this one.
 */
export function programFingerprint(version: string): string {
  const hash = createHash('sha256');
  hash.update(`${version}\n${process.version}\n${process.platform}\n${process.arch}\n`);
  const root = codeFolder(fileURLToPath(import.meta.url));
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.[jt]s$/.test(name),
  );
  for (const name of names.sort((a, b) => (a < b ? -1 : 1))) {
    hash.update(`${name.split(sep).join('/')}\n`);
    hash.update(readFileSync(join(root, name)));
  }
  return hash.digest('hex').slice(0, 32);
}

/** `dist/cli` of a build, `src` where tests run the sources: the uppermost folder that has nothing but code. */
function codeFolder(file: string): string {
  const parts = file.split(sep);
  for (const [above, below] of [
    ['dist', 'cli'],
    ['src', undefined],
  ] as const) {
    const at = parts.lastIndexOf(above);
    const folder = parts
      .slice(0, at + 1)
      .concat(below ?? [])
      .join(sep);
    if (at > 0 && existsSync(folder)) return folder;
  }
  return dirname(file);
}
