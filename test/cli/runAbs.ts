import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '#cli/host.js';
import { runCommandLine } from '#cli/runCommandLine.js';

export interface Transcript {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly folder?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: { readonly [name: string]: string };
  readonly isTerminal?: boolean;
  readonly version?: string;
  /** As if Ctrl-C came at once. */
  readonly isInterrupted?: boolean;
}

/** Runs one command line in this process, as if piped; the version is fixed so that transcripts keep. */
export async function runAbs(args: readonly string[], options: RunOptions = {}): Promise<Transcript> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTerminal: options.isTerminal ?? false,
    columns: options.isTerminal === true ? 100 : undefined,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const host: Host = {
    version: options.version ?? '0.0.0-test',
    env: options.env ?? {},
    folder: options.folder ?? process.cwd(),
    stdin: oneChunk(options.stdin ?? ''),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    onInterrupt: (listener) => {
      if (options.isInterrupted === true) listener();
      return () => {};
    },
  };
  const code = await runCommandLine(args, host);
  return { code, ...written };
}

async function* oneChunk(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  if (content.length > 0) yield typeof content === 'string' ? Buffer.from(content) : content;
}

/** A folder with the given files, gone when `dispose` is called. */
export function temporaryFolder(files: { readonly [name: string]: string | Uint8Array } = {}): {
  readonly path: string;
  dispose(): void;
} {
  const path = mkdtempSync(join(tmpdir(), 'abs-test-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** Twelve loans with everything that pricing needs and nothing else. */
export function smallTape(): string {
  const rows = Array.from({ length: 12 }, (_, i) => {
    const balance = (10_000 + 1_250 * i).toFixed(2);
    return `L${i + 1},${balance},${12 + (i % 3)}%,${12 + 2 * i},level,CNY,2026-01-31`;
  });
  return `loanId,currentBalance,annualRate,remainingTermMonths,repaymentType,currency,cutOffDate\n${rows.join('\n')}\n`;
}

/** The built-in deal at this small size, as a file. */
export const smallDeal = `name: small deal
currency: CNY
dates: { cutOff: 2026-01-31 }
notes:
  - { name: A, share: 80%, coupon: 5% }
  - { name: B, share: 20%, residual: true }
fees:
  - { name: servicing, rate: 1%, of: pool }
steps:
  - { do: pay-fees, fees: [servicing] }
  - { do: pay-interest, notes: [A] }
  - { do: pay-principal, notes: [A, B] }
  - { do: pay-residual, to: B }
`;
