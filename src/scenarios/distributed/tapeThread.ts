import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { BlockReceiver } from '#collateral/tape/scan/blockMessage.js';
import type { BlockScan } from '#collateral/tape/scan/rowBlock.js';
import type { ScanPlan } from '#collateral/tape/scan/scanBlocks.js';
import { TapeChanged } from '#collateral/tape/tapeSource.js';
import { type ScanReply, type ScanRequest, signal, type TapeWork } from './tapeMessages.js';

/** A thread that has not begun by then is given up, and the file is scanned in this one. */
const startMilliseconds = 5000;
/** A thread that has begun sends a block in milliseconds; one that is silent for so long has died. */
const silentSeconds = 120;

/** What it allocates lives for a block at most; columns stand outside of its heap. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/**
 * Starts a thread that scans a tape while this one looks at the blocks: they are the same and come in the same order.
 * This one waits for them without returning to the event loop, as reading a tape is one call. No scan where the
 * thread does not begin. `noteHash` is told the hash of the file at the end of each scan that was not stopped.
 */
export function startTapeThread(
  file: URL,
  path: string,
  noteHash: (sha256: string) => void,
): (plan: ScanPlan) => BlockScan | undefined {
  const signals = new Int32Array(new SharedArrayBuffer(signal.count * 4));
  const { port1: port, port2 } = new MessageChannel();
  const work: TapeWork = { path, port: port2, signals };
  const worker = new Worker(file, { workerData: work, transferList: [port2], resourceLimits });
  // Nothing is left to do for it when the program ends.
  worker.unref();
  return (plan) => {
    if (nextReply(port, signals, startMilliseconds)?.kind !== 'ready') {
      void worker.terminate();
      return undefined;
    }
    const receiver = new BlockReceiver();
    return (take) => {
      Atomics.store(signals, signal.stop, 0);
      Atomics.store(signals, signal.taken, 0);
      port.postMessage({ plan } satisfies ScanRequest);
      for (;;) {
        const reply = nextReply(port, signals, silentSeconds * 1000);
        if (reply === undefined)
          throw new Error(`the scanning thread has been silent for ${silentSeconds} s`);
        if (reply.kind === 'changed') throw new TapeChanged(reply.message);
        if (reply.kind === 'failed') throw new Error(`the scanning thread failed: ${reply.message}`);
        if (reply.kind === 'end') {
          if (reply.sha256 !== undefined) noteHash(reply.sha256);
          return reply.outcome;
        }
        if (reply.kind === 'ready') continue;
        // A block that nobody wants any more still brings labels.
        const block = receiver.block(reply.block);
        if (Atomics.load(signals, signal.stop) === 0 && !take(block)) Atomics.store(signals, signal.stop, 1);
        Atomics.add(signals, signal.taken, 1);
        Atomics.notify(signals, signal.taken);
      }
    };
  };
}

/** Waits in steps, so that a stopped and continued program is not taken for a silent thread. */
function nextReply(port: MessagePort, signals: Int32Array, milliseconds: number): ScanReply | undefined {
  const step = 250;
  for (let waited = 0; waited <= milliseconds; waited += step) {
    const sent = Atomics.load(signals, signal.sent);
    const received = receiveMessageOnPort(port);
    if (received !== undefined) return received.message;
    Atomics.wait(signals, signal.sent, sent, step);
  }
  return undefined;
}
