import type { Assumption, Sourced } from '../assumptionRecord.js';
import type { StatedUncertainty } from './statedUncertainty.js';

/** Everything that the draws rest on, under the keys of an assumptions file. */
export function uncertaintyRecords({ value, origin }: Sourced<StatedUncertainty>): Assumption[] {
  const { parameters, lower, draws, paths, models } = value;
  const size = parameters.length;
  const correlation = (i: number, j: number): number => {
    let sum = 0;
    for (let k = 0; k <= Math.min(i, j); k++) sum += lower[i * size + k]! * lower[j * size + k]!;
    return Number(sum.toPrecision(12));
  };
  const rows = parameters.map((_, i) =>
    parameters.map((_, j) => (i === j ? 1 : correlation(i, j))).join(' '),
  );
  const at = (key: string, stated: Assumption['value']): Assumption => ({
    name: `uncertainty.${key}`,
    value: stated,
    origin,
  });
  return [
    ...parameters.map(({ name, deviation, origin: place }) => ({
      name: `uncertainty.${name}.deviation`,
      value: deviation,
      origin: place,
    })),
    ...(size > 1 ? [at('correlation', rows.join('; '))] : []),
    at('draws', draws),
    at('paths', paths),
    ...(models.length > 0 ? [at('models', models.join(' '))] : []),
  ];
}
