import type { YamlValue } from '#basics/yamlDocument.js';
import type { Override } from '../statedOverrides.js';

/** A named scenario of a file with what it inherits still apart, and its grid not yet multiplied out. */
export interface ScenarioBlock {
  readonly name: string;
  readonly description: string | undefined;
  readonly source: string | undefined;
  /** What is laid over the run, level by level: the farthest base first, the scenario itself last. */
  readonly levels: readonly (readonly Override[])[];
  readonly axes: readonly ScenarioAxis[];
  readonly solve: SolveRequest | undefined;
}

export interface ScenarioAxis {
  readonly path: string;
  readonly values: readonly YamlValue[];
  readonly origin: string;
}

/** Find the value of an assumption at which a figure of a class is what it should be. */
export interface SolveRequest {
  readonly path: string;
  readonly className: string;
  readonly figure: SolvedFigure;
  readonly target: number;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly origin: string;
}

export const solvedFigures = [
  'price',
  'yield',
  'return',
  'weightedAverageLife',
  'principalLoss',
  'lossRate',
  'interestShortfall',
  'shortfall',
] as const;
export type SolvedFigure = (typeof solvedFigures)[number];

/** One scenario of a run: all combinations of a grid are cells of their own. */
export interface ScenarioCell {
  readonly name: string;
  readonly block: ScenarioBlock;
  readonly overrides: readonly Override[];
}

export function cellCount(blocks: readonly ScenarioBlock[]): number {
  return blocks.reduce((sum, block) => sum + blockCells(block), 0);
}

export function blockCells({ axes }: ScenarioBlock): number {
  return axes.reduce((product, { values }) => product * values.length, 1);
}

/** Scenarios by number, counted from 0: in the order of the file, within a grid the last axis turning fastest. */
export function cellIndex(blocks: readonly ScenarioBlock[]): (index: number) => ScenarioCell {
  const starts = [0];
  for (const block of blocks) starts.push(starts.at(-1)! + blockCells(block));
  return (index) => {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return cellOf(blocks[low]!, index - starts[low]!);
  };
}

/** One scenario of a block. */
export function cellOf(block: ScenarioBlock, cell: number): ScenarioCell {
  let rest = cell;
  const chosen: Override[] = [];
  for (let k = block.axes.length - 1; k >= 0; k--) {
    const { path, values, origin } = block.axes[k]!;
    chosen.unshift({ path, value: values[rest % values.length]!, origin });
    rest = Math.floor(rest / values.length);
  }
  const label = chosen.map(({ path, value }) => `${path}=${valueText(value)}`).join(',');
  return {
    name: label === '' ? block.name : `${block.name}[${label}]`,
    block,
    overrides: [...(block.levels.at(-1) ?? []), ...chosen],
  };
}

/** A value on one line: lists and mappings as JSON. */
export function valueText(value: YamlValue): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
