import { fstatSync } from 'node:fs';
import { exitCode } from './exitCode.js';

/** All that a command sees of the machine, so that tests run commands in-process with their own. */
export interface Host {
  readonly version: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Relative paths start here. */
  readonly folder: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Calls the listener at the first interruption (Ctrl-C); a second one has the system's effect. */
  onInterrupt(listener: () => void): () => void;
}

export interface OutputStream {
  readonly isTerminal: boolean;
  /** Width in characters; a pipe has none. */
  readonly columns: number | undefined;
  write(text: string): void;
}

/**
 * The real process as a host. A reader that goes away (`abs price … | head`) is a quiet success; any other
 * fault of standard output, such as a full disk, is said on one line and is exit 2, as for a file.
 */
export function processHost(version: string): Host {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`error: standard output: cannot be written: ${error.code ?? error.message}\n`);
    process.exitCode = exitCode.badInput;
  });
  // Nobody is left to be told.
  process.stderr.on('error', () => {});
  return {
    version,
    env: process.env,
    get folder() {
      return currentFolder();
    },
    stdin: standardInput(),
    stdout: outputStream(process.stdout),
    stderr: outputStream(process.stderr),
    onInterrupt: (listener) => {
      process.once('SIGINT', listener);
      return () => process.removeListener('SIGINT', listener);
    },
  };
}

/** Node reads a folder given as standard input (`abs tape - < .`) as an empty file. */
async function* standardInput(): AsyncGenerator<Uint8Array> {
  if (fstatSync(0).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  yield* process.stdin;
}

/** A folder that was deleted under the process has no name; relative paths then lead nowhere. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '/nonexistent';
  }
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY === true ? stream.columns : undefined,
    write: (text) => {
      stream.write(text);
    },
  };
}
