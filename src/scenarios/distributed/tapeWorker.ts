import { createHash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { BlockSender } from '#collateral/tape/scan/blockMessage.js';
import type { RowBlock } from '#collateral/tape/scan/rowBlock.js';
import { BlockScanner } from '#collateral/tape/scan/scanBlocks.js';
import { fileChunks } from './fileChunks.js';
import { blocksAhead, type ScanReply, type ScanRequest, signal, type TapeWork } from './tapeMessages.js';

/** The file of a scanning thread: reads a tape, hashes it and sends its rows in packed columns, block by block. */
const { path, port, signals }: TapeWork = workerData;
const sender = new BlockSender();
let scanner: BlockScanner | undefined;

port.on('message', ({ plan }: ScanRequest) => {
  try {
    // One scanner for all scans: codes of texts stay.
    scanner ??= new BlockScanner(plan);
    scan(scanner);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send({ kind: error instanceof Error && 'syscall' in error ? 'changed' : 'failed', message });
  }
});
send({ kind: 'ready' });

function scan(blockScanner: BlockScanner): void {
  const hash = createHash('sha256');
  let blocks = 0;
  const outcome = blockScanner.scan(fileChunks(path, hash), (block) => {
    if (!isWanted(blocks)) return false;
    sendBlock(block);
    blocks++;
    return true;
  });
  const isWhole = typeof outcome !== 'string' && Atomics.load(signals, signal.stop) === 0;
  send({ kind: 'end', outcome, sha256: isWhole ? hash.digest('hex') : undefined });
}

/** Waits until the reader is near. */
function isWanted(sent: number): boolean {
  for (;;) {
    const taken = Atomics.load(signals, signal.taken);
    if (Atomics.load(signals, signal.stop) === 1) return false;
    if (sent - taken < blocksAhead) return true;
    Atomics.wait(signals, signal.taken, taken);
  }
}

function sendBlock(block: RowBlock): void {
  const { message, buffers } = sender.message(block);
  send(
    { kind: 'block', block: message },
    buffers.filter((buffer) => buffer instanceof ArrayBuffer),
  );
}

function send(reply: ScanReply, buffers: ArrayBuffer[] = []): void {
  port.postMessage(reply, buffers);
  Atomics.add(signals, signal.sent, 1);
  Atomics.notify(signals, signal.sent);
}
