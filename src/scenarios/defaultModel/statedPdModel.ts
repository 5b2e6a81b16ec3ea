import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { refuse, type StatedFile } from '../statedFile.js';
import type { DefaultModelOfFile } from './defaultModelSchema.js';
import type { PdModel, ScoreTerm } from './pdModel.js';
import { labelColumns, numberColumns } from './scoreColumns.js';

/** What a file says under `default` of a model of PDs; undefined where it has none, or cannot mean it. */
export function statedPdModel(file: StatedFile, stated: DefaultModelOfFile): PdModel | undefined {
  const { logistic, byScore } = stated;
  if (logistic !== undefined) return logisticOf(file, logistic);
  return byScore === undefined ? undefined : byScoreOf(file, byScore);
}

function logisticOf(file: StatedFile, stated: NonNullable<DefaultModelOfFile['logistic']>): PdModel {
  const { columns = {}, labels = {} } = stated;
  for (const column of Object.keys(columns))
    checkColumn(file, ['logistic', 'columns'], column, numberColumns);
  for (const column of Object.keys(labels)) checkColumn(file, ['logistic', 'labels'], column, labelColumns);
  const terms = Object.entries(columns).map(([column, term]): ScoreTerm => {
    const {
      coefficient,
      center = 0,
      per = 1,
      missing,
    } = typeof term === 'number' ? { coefficient: term } : term;
    return { column, coefficient, center, per, missing };
  });
  const [least, most] = [stated.least?.value ?? 0, stated.most?.value ?? 1];
  const path = ['default', 'logistic', 'most'];
  if (most > 1) refuse(file, 'out-of-range', path, 'is above 100 %');
  else if (least >= most) refuse(file, 'conflict', path, `${most} is not above least, ${least}`);
  return {
    kind: 'logistic',
    intercept: stated.intercept,
    link: stated.link ?? 'logit',
    terms,
    labels: Object.entries(labels).map(([column, added]) => ({
      column,
      added: new Map(Object.entries(added)),
    })),
    horizonMonths: stated.horizonMonths,
    least,
    most,
  };
}

function byScoreOf(file: StatedFile, stated: NonNullable<DefaultModelOfFile['byScore']>): PdModel {
  const { column = 'score', bands, horizonMonths, missing } = stated;
  checkColumn(file, ['byScore'], column, numberColumns, 'column');
  bands.forEach(({ below, pd }, i) => {
    const path = ['default', 'byScore', 'bands', i];
    const before = i === 0 ? Number.NEGATIVE_INFINITY : (bands[i - 1]!.below ?? Number.POSITIVE_INFINITY);
    if (pd.value > 1) refuse(file, 'out-of-range', [...path, 'pd'], 'is above 100 %');
    if (below === undefined && i < bands.length - 1)
      refuse(file, 'missing-key', path, 'only the last band has no end: below');
    if (below !== undefined && i === bands.length - 1) {
      refuse(file, 'conflict', [...path, 'below'], 'the last band has no end: what is above it has no PD');
    }
    if (below !== undefined && !(below > before)) {
      refuse(file, 'out-of-order', [...path, 'below'], `${below} does not come after ${before}`);
    }
  });
  return {
    kind: 'byScore',
    column,
    bands: bands.map(({ below, pd }) => ({ below, pd: pd.value })),
    horizonMonths,
    missing: missing?.value,
  };
}

function checkColumn(
  file: StatedFile,
  within: readonly string[],
  column: string,
  known: readonly string[],
  key: string = column,
): void {
  if (known.includes(column)) return;
  const near = didYouMean(column, known) || `; known: ${known.join(', ')}`;
  refuse(
    file,
    'unknown-column',
    ['default', ...within, key],
    `${quoted(column)} is no such column of a tape${near}`,
  );
}
