// One way of reading a tape, measured in this process: node bench/tape/ways.mjs objects|columns|tape FILE
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';

const [, , way, path] = process.argv;

const ways = {
  /** What a script does: a stream of objects keyed by heading. */
  objects: async () => {
    const { parse } = await import('csv-parse');
    let count = 0;
    for await (const _ of createReadStream(path).pipe(parse({ columns: true, bom: true }))) count++;
    return count;
  },
  columns: async () => {
    const { scannableTape } = await import('../../dist/collateral/tape/scanTape.js');
    const source = { sizeBytes: statSync(path).size, chunks };
    const tape = scannableTape(source, 'tape.csv', {});
    const counts = tape?.blocks.scan(() => {});
    if (typeof counts !== 'object') throw new Error('the scanner did not take the tape');
    return counts.rowCount;
  },
  tape: async () => {
    process.argv = [process.argv[0], 'abs', 'tape', path, '--json'];
    await import('../../dist/cli/main.js');
    return undefined;
  },
};

function* chunks() {
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(1 << 20);
  for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) {
    yield buffer.subarray(0, count);
  }
  closeSync(file);
}

let rows;
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processorSeconds = (userCPUTime + systemCPUTime) / 1e6;
  process.stdout.write(`\n${JSON.stringify({ rows, processorSeconds, peakMb: maxRSS / 1024 })}\n`);
});
rows = await ways[way]();
