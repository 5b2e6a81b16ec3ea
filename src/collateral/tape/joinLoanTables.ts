import type {
  CategoryColumn,
  CategoryColumnName,
  DateColumn,
  DateColumnName,
  LoanTable,
  NumberColumn,
  NumberColumnName,
  TextColumn,
} from '../loanTable.js';

/** Tables of consecutive runs of one tape as one; a column that some run lacks has no value there. */
export function joinLoanTables(tables: readonly LoanTable[]): LoanTable {
  const [first] = tables;
  if (first === undefined) throw new Error('there is no table to join');
  if (tables.length === 1) return first;
  const starts = new Uint32Array(tables.length + 1);
  tables.forEach((table, i) => {
    starts[i + 1] = starts[i]! + table.rowCount;
  });
  const rowCount = starts[tables.length]!;
  const join = new Join(tables, starts);
  const numbers: { [name in NumberColumnName]?: NumberColumn } = {};
  const dates: { [name in DateColumnName]?: DateColumn } = {};
  const categories: { [name in CategoryColumnName]?: CategoryColumn } = {};
  for (const table of tables) {
    for (const name of Object.keys(table.numbers) as NumberColumnName[]) {
      numbers[name] ??= {
        values: join.into(new Float64Array(rowCount), (t) => t.numbers[name]?.values),
        present: join.into(new Uint8Array(rowCount), (t) => t.numbers[name]?.present),
      };
    }
    for (const name of Object.keys(table.dates) as DateColumnName[]) {
      dates[name] ??= {
        days: join.into(new Int32Array(rowCount), (t) => t.dates[name]?.days),
        present: join.into(new Uint8Array(rowCount), (t) => t.dates[name]?.present),
      };
    }
    for (const name of Object.keys(table.categories) as CategoryColumnName[]) {
      categories[name] ??= {
        codes: join.into(new Uint32Array(rowCount), (t) => t.categories[name]?.codes),
        labels: table.categories[name]!.labels,
      };
    }
  }
  return {
    ...first,
    rowCount,
    line: join.into(new Uint32Array(rowCount), (t) => t.line),
    loanId: joinedIds(tables, starts),
    currentBalance: join.into(new Float64Array(rowCount), (t) => t.currentBalance),
    annualRate: join.into(new Float64Array(rowCount), (t) => t.annualRate),
    remainingTermMonths: join.into(new Int32Array(rowCount), (t) => t.remainingTermMonths),
    repaymentType: join.into(new Uint8Array(rowCount), (t) => t.repaymentType),
    numbers,
    dates,
    categories,
  };
}

class Join {
  readonly #tables: readonly LoanTable[];
  readonly #starts: Uint32Array;

  constructor(tables: readonly LoanTable[], starts: Uint32Array) {
    this.#tables = tables;
    this.#starts = starts;
  }

  into<Values extends { set(from: ArrayLike<number>, at: number): void }>(
    values: Values,
    part: (table: LoanTable) => ArrayLike<number> | undefined,
  ): Values {
    this.#tables.forEach((table, i) => {
      const from = part(table);
      if (from !== undefined) values.set(from, this.#starts[i]!);
    });
    return values;
  }
}

/** Ids stay where they are; the run of a row is found by halving. */
function joinedIds(tables: readonly LoanTable[], starts: Uint32Array): TextColumn {
  const ids = tables.map(({ loanId }) => loanId);
  return {
    at: (row) => {
      let [low, high] = [0, ids.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= row) low = middle;
        else high = middle - 1;
      }
      return ids[low]!.at(row - starts[low]!);
    },
  };
}
