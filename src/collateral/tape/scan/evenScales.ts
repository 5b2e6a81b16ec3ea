/** Scales of runs of rows whose numbers have one number of decimals throughout, as most runs of a column: one list for all. */
export class EvenScales {
  readonly #lists = new Map<number, Uint8Array>();

  of(scale: number, rowCount: number): Uint8Array {
    let list = this.#lists.get(scale);
    if (list?.length !== rowCount) {
      list = new Uint8Array(rowCount).fill(scale);
      this.#lists.set(scale, list);
    }
    return list;
  }
}
