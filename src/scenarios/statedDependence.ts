import type { Rate } from '#basics/rate.js';
import { correlationFactor } from '#numerics/cholesky.js';
import type { BorrowerDependence, GroupCorrelations } from '#pricing/models/borrowerDependence.js';
import type { DependenceOfFile } from './dependenceSchema.js';
import { refuse, type StatedFile } from './statedFile.js';

/** What a file says of `correlation` beside the asset correlation; undefined where it says nothing more. */
export function statedDependence(
  source: StatedFile,
  stated: Rate | DependenceOfFile | undefined,
): BorrowerDependence | undefined {
  if (stated === undefined || 'text' in stated) return undefined;
  const { region, industry, copula, degreesOfFreedom, rates } = stated;
  const between = groupCorrelations(source, stated);
  checkDegrees(source, stated);
  const { asset: _asset, ...rest } = stated;
  if (Object.keys(rest).length === 0) return undefined;
  return {
    ...(copula === undefined ? {} : { copula }),
    ...(degreesOfFreedom === undefined ? {} : { degreesOfFreedom }),
    ...(region === undefined ? {} : { region: region.value }),
    ...(industry === undefined ? {} : { industry: industry.value }),
    ...(between === undefined ? {} : { between }),
    ...(rates === undefined ? {} : { rates }),
  };
}

function checkDegrees(source: StatedFile, { copula, degreesOfFreedom }: DependenceOfFile): void {
  if (copula === 'student-t' && degreesOfFreedom === undefined) {
    refuse(source, 'missing', ['correlation', 'copula'], 'student-t needs degreesOfFreedom, such as 5');
  }
  if (copula !== 'student-t' && degreesOfFreedom !== undefined) {
    refuse(source, 'unused', ['correlation', 'degreesOfFreedom'], 'has no meaning without copula: student-t');
  }
}

function groupCorrelations(source: StatedFile, stated: DependenceOfFile): GroupCorrelations | undefined {
  const { by, groups, matrix, region, industry } = stated;
  if (by === undefined && groups === undefined && matrix === undefined) return undefined;
  if (by === undefined || groups === undefined || matrix === undefined) {
    refuse(
      source,
      'missing',
      ['correlation'],
      'correlations between groups need all of by, groups and matrix',
    );
    return undefined;
  }
  for (const [key, value] of [
    ['region', region],
    ['industry', industry],
  ] as const) {
    if (value !== undefined)
      refuse(source, 'conflict', ['correlation', key], `${key} and matrix exclude each other`);
  }
  groups.forEach((group, i) => {
    if (groups.indexOf(group) < i)
      refuse(source, 'duplicate', ['correlation', 'groups', i], `${group} is named twice`);
  });
  const size = groups.length;
  if (matrix.length !== size || matrix.some((row) => row.length !== size)) {
    refuse(source, 'bad-matrix', ['correlation', 'matrix'], `${size} groups need ${size} rows of ${size}`);
    return undefined;
  }
  const between = { by, groups, matrix };
  checkMatrix(source, between);
  return between;
}

/** Says which pair of groups is at fault. */
function checkMatrix(source: StatedFile, { groups, matrix }: GroupCorrelations): void {
  const found = correlationFactor(Float64Array.from(matrix.flat()), groups.length);
  if (found.ok) return;
  const { row, column, reason } = found;
  const pair = `${groups[column]} and ${groups[row]}`;
  const value = matrix[row]![column]!;
  const messages = {
    'not-one-on-diagonal': `${groups[row]} correlates with itself with ${value}; it must be 1`,
    'out-of-range': `${pair} correlate with ${value}, which is not between -1 and 1`,
    'not-symmetric': `${pair} correlate with ${value} here and with ${matrix[column]![row]} in row ${column + 1}`,
    'not-positive-definite':
      `the matrix is not positive definite: ${groups[row]} cannot correlate with ${groups[column]} with ${value} ` +
      'and with the groups before it as stated',
  };
  const code = reason === 'not-positive-definite' ? 'not-positive-definite' : 'bad-matrix';
  refuse(source, code, ['correlation', 'matrix', row, column], messages[reason]);
}
