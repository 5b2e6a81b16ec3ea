import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import { cdrFromCumulative } from '#collateral/behavior/default.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { scoredPd } from '#pricing/models/scoredPd.js';
import type { Assumption, Sourced } from '../assumptionRecord.js';
import type { PdModel } from './pdModel.js';
import { labelReader, numberReader } from './scoreColumns.js';

export interface ModeledTable {
  /** With the annual default rate of each loan by the model. */
  readonly table: LoanTable;
  readonly records: readonly Assumption[];
  readonly problems: readonly Problem[];
}

/**
 * The PD of each loan by a model, as the constant annual rate 1 − (1 − PD)^(12 / horizon) in the tape's column
 * annualDefaultRate. A column that the tape lacks, and loans without a value where none is stated for them, are errors.
 */
export function applyPdModel(loans: LoanTable, { value: model, origin }: Sourced<PdModel>): ModeledTable {
  const problems: Problem[] = [];
  const pdOf = pdReader(loans, model, origin, problems);
  const rates = new Float64Array(loans.rowCount);
  const range = { low: 1, high: 0, cut: 0 };
  for (let row = 0; row < loans.rowCount; row++) {
    const { pd, isCut } = pdOf(row);
    range.low = Math.min(range.low, pd);
    range.high = Math.max(range.high, pd);
    if (isCut) range.cut++;
    rates[row] = cdrFromCumulative(pd, model.horizonMonths);
  }
  const { low, high, cut } = range;
  const window = `${origin} (over ${model.horizonMonths} months)`;
  const cutOrigin = `${origin} (of ${loans.rowCount} loans)`;
  const records = [
    ...modelRecords(model, origin),
    { name: 'default.pd.lowest', value: low, origin: window },
    { name: 'default.pd.highest', value: high, origin: window },
    ...(cut === 0 ? [] : [{ name: 'default.pd.cutToBounds', value: cut, origin: cutOrigin }]),
  ];
  const column = { values: rates, present: new Uint8Array(loans.rowCount).fill(1) };
  return { table: { ...loans, numbers: { ...loans.numbers, annualDefaultRate: column } }, records, problems };
}

type PdReader = (row: number) => { readonly pd: number; readonly isCut: boolean };

function pdReader(loans: LoanTable, model: PdModel, origin: string, problems: Problem[]): PdReader {
  if (model.kind === 'byScore') {
    const value = valuesOf(loans, model.column, model.missing === undefined, origin, problems);
    return (row) => {
      const score = value(row);
      if (score === undefined) return { pd: model.missing ?? 0, isCut: false };
      const band =
        model.bands.find(({ below }) => below === undefined || score < below) ?? model.bands.at(-1)!;
      return { pd: band.pd, isCut: false };
    };
  }
  const terms = model.terms.map((term) => {
    const value = valuesOf(loans, term.column, term.missing === undefined, origin, problems);
    return (row: number) => (term.coefficient * ((value(row) ?? term.missing ?? 0) - term.center)) / term.per;
  });
  const labels = model.labels.map(({ column, added }) => labelsOf(loans, column, added, origin, problems));
  const { intercept, link, least, most } = model;
  return (row) => {
    let score = intercept;
    for (const term of terms) score += term(row);
    for (const label of labels) score += label(row);
    const raw = scoredPd(score, link);
    const pd = Math.min(most, Math.max(least, raw));
    return { pd, isCut: pd !== raw || (link === 'linear' && (score < 0 || score > 1)) };
  };
}

function valuesOf(
  loans: LoanTable,
  column: string,
  isNeeded: boolean,
  origin: string,
  problems: Problem[],
): (row: number) => number | undefined {
  const value = numberReader(loans, column);
  if (value === undefined) {
    problems.push(
      problem('error', 'missing-column', origin, `the tape ${loans.name} has no column ${column}`),
    );
    return () => 0;
  }
  if (isNeeded) {
    const lacking = rowsWhere(loans, (row) => value(row) === undefined);
    if (lacking.count > 0) {
      const message = `${lacking.count} of ${loans.rowCount} loans have no ${column}; missing states what they count as`;
      problems.push(
        problem('error', 'missing-value', `${loans.name}:${loans.line[lacking.first]}:${column}`, message),
      );
    }
  }
  return value;
}

function labelsOf(
  loans: LoanTable,
  column: string,
  added: ReadonlyMap<string, number>,
  origin: string,
  problems: Problem[],
): (row: number) => number {
  const label = labelReader(loans, column);
  if (label === undefined) {
    problems.push(
      problem('error', 'missing-column', origin, `the tape ${loans.name} has no column ${column}`),
    );
    return () => 0;
  }
  const others = added.get('others');
  const isUnknown = (row: number) => !added.has(label(row) ?? '');
  const unknown = others === undefined ? rowsWhere(loans, isUnknown) : { count: 0, first: 0 };
  if (unknown.count > 0) {
    const example = label(unknown.first);
    const what =
      example === undefined
        ? `no ${column}`
        : `a ${column} such as ${quoted(example)} that the model does not name`;
    const message = `${unknown.count} of ${loans.rowCount} loans have ${what}; others states what they add`;
    problems.push(
      problem('error', 'missing-value', `${loans.name}:${loans.line[unknown.first]}:${column}`, message),
    );
  }
  return (row) => added.get(label(row) ?? '') ?? others ?? 0;
}

function rowsWhere(loans: LoanTable, test: (row: number) => boolean): { count: number; first: number } {
  let count = 0;
  let first = 0;
  for (let row = loans.rowCount - 1; row >= 0; row--) {
    if (!test(row)) continue;
    count++;
    first = row;
  }
  return { count, first };
}

/** Every number of the model under its path. */
function modelRecords(model: PdModel, origin: string): Assumption[] {
  const at = (key: string, value: Assumption['value']): Assumption => ({
    name: `default.${model.kind}.${key}`,
    value,
    origin,
  });
  if (model.kind === 'byScore') {
    const bands = model.bands.map(({ below, pd }) =>
      below === undefined ? `else ${percent(pd)}` : `below ${below}: ${percent(pd)}`,
    );
    return [
      at('column', model.column),
      at('bands', bands.join(', ')),
      at('horizonMonths', model.horizonMonths),
      ...(model.missing === undefined ? [] : [at('missing', model.missing)]),
    ];
  }
  return [
    at('link', model.link),
    at('intercept', model.intercept),
    ...model.terms.flatMap(({ column, coefficient, center, per, missing }) => [
      at(`columns.${column}.coefficient`, coefficient),
      at(`columns.${column}.center`, center),
      at(`columns.${column}.per`, per),
      ...(missing === undefined ? [] : [at(`columns.${column}.missing`, missing)]),
    ]),
    ...model.labels.flatMap(({ column, added }) =>
      [...added].map(([label, value]) => at(`labels.${column}.${label}`, value)),
    ),
    at('horizonMonths', model.horizonMonths),
    at('least', model.least),
    at('most', model.most),
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}
