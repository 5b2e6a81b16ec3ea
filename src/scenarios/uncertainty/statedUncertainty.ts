import { correlationFactor } from '#numerics/cholesky.js';
import { refuse, type StatedFile } from '../statedFile.js';
import type { AlternativeModel, UncertaintyOfFile } from './uncertaintySchema.js';

/** Parameters that are normal around what is assumed, and models that might hold instead. */
export interface StatedUncertainty {
  readonly parameters: readonly UncertainParameter[];
  /** Lower triangle of their correlation, row-major. */
  readonly lower: Float64Array;
  readonly draws: number;
  readonly paths: number;
  readonly models: readonly AlternativeModel[];
}

export interface UncertainParameter {
  readonly name: string;
  readonly deviation: number;
  readonly origin: string;
}

const drawsByDefault = 32;
const pathsByDefault = 512;

/** What a file says of it; what cannot be a covariance is refused, with the pair that makes it none. */
export function statedUncertainty(
  file: StatedFile,
  stated: UncertaintyOfFile | undefined,
): StatedUncertainty | undefined {
  if (stated === undefined) return undefined;
  const { parameters, covariance } = stated;
  const names = parameters.map(({ name }) => name);
  names.forEach((name, i) => {
    if (names.indexOf(name) < i)
      refuse(file, 'duplicate', ['uncertainty', 'parameters', i, 'name'], `${name} stands there twice`);
  });
  const deviations =
    covariance === undefined ? stdDeviations(file, stated) : ofCovariance(file, stated, covariance);
  const matrix = covariance === undefined ? stated.correlation : correlationOf(covariance, deviations);
  const key = covariance === undefined ? 'correlation' : 'covariance';
  const lower = matrix === undefined ? identity(names.length) : lowerOf(file, names, matrix, key);
  return {
    parameters: parameters.map(({ name }, i) => ({
      name,
      deviation: deviations[i] ?? 0,
      origin: file.document.placeOf(['uncertainty', 'parameters', i]).split(' ')[0]!,
    })),
    lower,
    draws: stated.draws ?? drawsByDefault,
    paths: stated.paths ?? pathsByDefault,
    models: [...new Set(stated.models ?? [])],
  };
}

function stdDeviations(file: StatedFile, { parameters }: UncertaintyOfFile): number[] {
  return parameters.map(({ name, deviation }, i) => {
    if (deviation === undefined) {
      const message = `${name} needs a deviation, or all of them a covariance`;
      refuse(file, 'missing-key', ['uncertainty', 'parameters', i], message);
    }
    return deviation ?? 0;
  });
}

function ofCovariance(
  file: StatedFile,
  { parameters, correlation }: UncertaintyOfFile,
  covariance: readonly (readonly number[])[],
): number[] {
  const path = ['uncertainty', 'covariance'];
  if (correlation !== undefined || parameters.some(({ deviation }) => deviation !== undefined)) {
    refuse(file, 'conflict', path, 'stands instead of deviations and correlation');
  }
  return parameters.map(({ name }, i) => {
    const variance = covariance[i]?.[i] ?? 0;
    if (!(variance > 0))
      refuse(file, 'out-of-range', path, `the variance of ${name} is ${variance}, not above 0`);
    return Math.sqrt(Math.max(0, variance));
  });
}

function correlationOf(
  covariance: readonly (readonly number[])[],
  deviations: readonly number[],
): readonly (readonly number[])[] {
  return covariance.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / ((deviations[i] ?? 1) * (deviations[j] ?? 1) || 1))),
  );
}

function lowerOf(
  file: StatedFile,
  names: readonly string[],
  matrix: readonly (readonly number[])[],
  key: string,
): Float64Array {
  const size = names.length;
  const path = ['uncertainty', key];
  if (matrix.length !== size || matrix.some((row) => row.length !== size)) {
    refuse(file, 'bad-matrix', path, `${size} parameters need ${size} rows of ${size} numbers`);
    return identity(size);
  }
  const factor = correlationFactor(Float64Array.from(matrix.flat()), size);
  if (factor.ok) return factor.lower;
  const pair = `${names[factor.row]!} and ${names[factor.column]!}`;
  refuse(file, 'bad-matrix', path, `is no ${key}: ${factor.reason} at ${pair}`);
  return identity(size);
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
}
