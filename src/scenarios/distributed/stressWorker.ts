import { parentPort, workerData } from 'node:worker_threads';
import { runScenarioAt } from '../stress/runScenarioAt.js';
import { stressJob } from '../stress/stressJob.js';
import type { StressRequest } from '../stress/stressRequest.js';
import type { StressReply, StressWork } from './stressMessages.js';
import { takeScenarios } from './stressMessages.js';

/** The file of a worker thread: reads the request by itself and runs the scenarios that it takes. */
const { request, work }: { request: StressRequest; work: StressWork } = workerData;
const job = await stressJob(request, false);
if (!job.ok) throw new Error('a request that was read once could not be read again');
for (let taken = takeScenarios(work); taken !== undefined; taken = takeScenarios(work)) {
  const results = [];
  for (let index = taken.from; index < taken.until; index++) results.push(runScenarioAt(job.value, index));
  parentPort?.postMessage({ from: taken.from, results } satisfies StressReply);
}
