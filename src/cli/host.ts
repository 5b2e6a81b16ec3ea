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

/** The real process as a host. A reader that goes away (`abs price … | head`) is a quiet success. */
export function processHost(version: string): Host {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    version,
    env: process.env,
    folder: process.cwd(),
    stdin: process.stdin,
    stdout: outputStream(process.stdout),
    stderr: outputStream(process.stderr),
    onInterrupt: (listener) => {
      process.once('SIGINT', listener);
      return () => process.removeListener('SIGINT', listener);
    },
  };
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
