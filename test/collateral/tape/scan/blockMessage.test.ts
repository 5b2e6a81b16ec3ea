import { expect, it } from 'vitest';
import { BlockReceiver, BlockSender } from '#collateral/tape/scan/blockMessage.js';
import type { RowBlock } from '#collateral/tape/scan/rowBlock.js';
import { BlockScanner, type ScanPlan } from '#collateral/tape/scan/scanBlocks.js';
import { drawsFrom } from '../../../fuzz/draws.js';
import { generatedTape } from '../../../fuzz/generatedTape.js';

const kinds: ScanPlan['kinds'] = ['id', 'number', 'word', 'number', undefined, 'word', 'number', 'word'];
const plan: ScanPlan = { delimiter: ',', headings: ['loanId'], skip: 1, kinds, rowMost: 250_000 };

function cellsOf(block: RowBlock) {
  return Array.from({ length: block.rowCount }, (_, row) => [
    block.lineOf(row),
    block.widthOf(row),
    ...kinds.map((_, column) => block.cell(row, column)),
  ]);
}

it('blocks are the same after the way to another thread, over two scans of which one is stopped', () => {
  let compared = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const bytes = generatedTape(drawsFrom(seed));
    const [here, there] = [new BlockScanner(plan), new BlockScanner(plan)];
    const [sender, receiver] = [new BlockSender(), new BlockReceiver()];
    const sent = (block: RowBlock) => {
      const { message, buffers } = sender.message(block);
      const transfer = buffers.filter((buffer) => buffer instanceof ArrayBuffer);
      return receiver.block(structuredClone(message, { transfer }));
    };
    for (const goesOn of [false, true]) {
      const expected: unknown[] = [];
      const counts = here.scan([bytes], (block) => expected.push(...cellsOf(block)) < 0 || goesOn);
      const found: unknown[] = [];
      expect(
        there.scan([bytes], (block) => {
          const { totals, areEven } = block;
          const received = sent(block);
          expect(received).toMatchObject({ totals, areEven });
          return found.push(...cellsOf(received)) < 0 || goesOn;
        }),
      ).toEqual(counts);
      expect(found).toEqual(expected);
      compared += found.length;
    }
  }
  expect(compared).toBeGreaterThan(1000);
});

it('texts that many blocks bring are kept apart', () => {
  const rows = 20_000;
  const text = Array.from({ length: rows }, (_, i) => `L${i},${i % 7}.${i % 3},  name ${i % 9000} ,"x,${i}"`);
  const bytes = new TextEncoder().encode(`loanId,a,b,c\n${text.join('\n')}\n`);
  const narrow: ScanPlan = {
    ...plan,
    headings: ['loanId', 'a', 'b', 'c'],
    kinds: ['id', 'number', 'word', 'number'],
  };
  const [sender, receiver] = [new BlockSender(), new BlockReceiver()];
  let row = 0;
  new BlockScanner(narrow).scan([bytes], (block) => {
    const received = receiver.block(structuredClone(sender.message(block).message));
    for (let i = 0; i < received.rowCount; i++, row++) {
      const cells = [0, 1, 2, 3].map((column) => received.cell(i, column));
      expect(cells).toEqual([`L${row}`, `${row % 7}.${row % 3}`, `name ${row % 9000}`, `x,${row}`]);
    }
    return true;
  });
  expect(row).toBe(rows);
});
