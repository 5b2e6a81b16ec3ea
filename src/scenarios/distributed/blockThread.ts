import { Worker } from 'node:worker_threads';
import type { BlockResult } from '#pricing/montecarlo/pathBlock.js';
import type { RoundMessage, WorkerReply } from './blockMessages.js';

export type KeepResult = (index: number, result: BlockResult) => void;

export interface BlockThread {
  /** Resolves when the round has no block left to take and all that this thread took have been kept. */
  runRound(message: RoundMessage, keep: KeepResult): Promise<void>;
  close(): Promise<void>;
}

export function startThread(file: URL, prepared: unknown): BlockThread {
  const worker = new Worker(file, { workerData: prepared });
  return {
    runRound: (message, keep) =>
      new Promise((resolve, reject) => {
        const listen = (reply: WorkerReply) => {
          if (reply.round !== message.round) return;
          if (reply.kind === 'block') keep(reply.index, reply.result);
          else {
            worker.off('message', listen);
            worker.off('error', reject);
            resolve();
          }
        };
        worker.on('message', listen);
        worker.once('error', reject);
        worker.postMessage(message);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
