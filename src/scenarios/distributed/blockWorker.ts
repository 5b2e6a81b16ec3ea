import { parentPort, workerData } from 'node:worker_threads';
import { blockRunner } from '#pricing/montecarlo/pathBlock.js';
import type { PreparedSimulation } from '#pricing/montecarlo/preparedSimulation.js';
import { type RoundMessage, takeBlock, type WorkerReply } from './blockMessages.js';

/** The file of a worker thread: simulates blocks of the simulation that it was started with. */
const prepared: PreparedSimulation = workerData;
const runBlock = blockRunner(prepared);

parentPort?.on('message', (message: RoundMessage) => {
  const { round } = message;
  for (let index = takeBlock(message); index !== undefined; index = takeBlock(message)) {
    const result = runBlock(message.specs[index]!);
    const reply: WorkerReply = { kind: 'block', round, index, result };
    const { weights, records, twins, cashSums, twinCashSums, cashBatches } = result;
    const columns = [weights, records, twins, cashSums, twinCashSums, cashBatches];
    const buffers = columns.map((column) => column.buffer);
    parentPort?.postMessage(
      reply,
      buffers.filter((buffer) => buffer instanceof ArrayBuffer),
    );
  }
  parentPort?.postMessage({ kind: 'idle', round } satisfies WorkerReply);
});
