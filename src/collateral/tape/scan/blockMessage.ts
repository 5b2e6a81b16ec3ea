import { EvenScales } from './evenScales.js';
import { type PackedRows, type RowBlock, rowBlock } from './rowBlock.js';
import { IdCells, NumberCellsPacked, type StoredColumn, WordCells } from './storedColumn.js';
import { GatheredLabels, type LabelBytes, type Labels } from './wordLabels.js';

/** A block as it goes from one thread to another; buffers are handed over, not copied. */
export interface BlockMessage extends Omit<PackedRows, 'columns'> {
  readonly columns: readonly (ColumnMessage | undefined)[];
}

/** `labels` are those that have come since the block before. */
type ColumnMessage =
  | {
      readonly kind: 'number';
      readonly digits: Int32Array | Float64Array;
      /** One of all cells, or one a cell. */
      readonly scale: number | Uint8Array;
      readonly labels: LabelBytes;
    }
  | {
      readonly kind: 'word';
      readonly codes: Uint16Array | Uint32Array;
      readonly labels: LabelBytes;
    }
  | { readonly kind: 'id'; readonly pool: Uint8Array; readonly ends: Uint32Array };

/** Makes messages of the blocks of one scan, in their order. */
export class BlockSender {
  /** Labels that have been sent, by column. */
  readonly #sent: number[] = [];

  message({ packed }: RowBlock): { readonly message: BlockMessage; readonly buffers: ArrayBufferLike[] } {
    const { lines, widths, totals } = packed;
    const columns = packed.columns.map((column, place) => this.#column(column, place));
    const buffers = columns.flatMap((column) => (column === undefined ? [] : buffersOf(column)));
    return { message: { lines, widths, totals, columns }, buffers: [lines.buffer, ...buffers] };
  }

  #column(column: StoredColumn | undefined, place: number): ColumnMessage | undefined {
    const { numbers, words, ids } = column ?? {};
    if (numbers !== undefined) {
      const { digits, labels, isEven } = numbers;
      const scale = isEven ? numbers.scale[0]! : numbers.scale;
      return { kind: 'number', digits, scale, labels: this.#newLabels(labels, place) };
    }
    if (words !== undefined)
      return { kind: 'word', codes: words.codes, labels: this.#newLabels(words.labels, place) };
    return ids === undefined ? undefined : { kind: 'id', pool: ids.pool, ends: ids.ends };
  }

  #newLabels(labels: Labels, place: number): LabelBytes {
    const from = this.#sent[place] ?? 0;
    this.#sent[place] = labels.count;
    return labels.bytesFrom(from);
  }
}

function buffersOf(column: ColumnMessage): ArrayBufferLike[] {
  switch (column.kind) {
    case 'number':
      return typeof column.scale === 'number'
        ? [column.digits.buffer]
        : [column.digits.buffer, column.scale.buffer];
    case 'word':
      return [column.codes.buffer];
    case 'id':
      return [column.pool.buffer, column.ends.buffer];
    default:
      return column satisfies never;
  }
}

/** Makes blocks again of the messages of one scan. */
export class BlockReceiver {
  readonly #labels: GatheredLabels[] = [];
  readonly #evenScales = new EvenScales();

  block({ lines, widths, totals, columns }: BlockMessage): RowBlock {
    const received = columns.map((column, place) => this.#column(column, place));
    return rowBlock({ lines, widths, totals, columns: received });
  }

  #column(column: ColumnMessage | undefined, place: number): StoredColumn | undefined {
    if (column === undefined) return undefined;
    if (column.kind === 'id') return new IdCells(column.pool, column.ends);
    this.#labels[place] ??= new GatheredLabels();
    const labels = this.#labels[place];
    labels.add(column.labels);
    if (column.kind === 'word') return new WordCells(column.codes, labels);
    const { digits, scale } = column;
    return typeof scale === 'number'
      ? new NumberCellsPacked(digits, this.#evenScales.of(scale, digits.length), labels, true)
      : new NumberCellsPacked(digits, scale, labels, false);
  }
}
