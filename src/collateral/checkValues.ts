import { type Problem, problem } from '#basics/problem.js';

/** More months than any loan or path has. */
export const monthsMost = 1200;

export function checkShare(at: string, value: number): Problem[] {
  if (value >= 0 && value <= 1) return [];
  return [
    problem('error', 'out-of-range', at, `${value} is not between 0 and 1; rates are fractions, 1 means all`),
  ];
}

/** A multiple of a curve that peaks at `peak`: where it would pass 1 it is capped, which is said. */
export function checkMultiple(at: string, value: number, peak: number): Problem[] {
  if (!(value >= 0 && Number.isFinite(value))) {
    return [problem('error', 'out-of-range', at, `${value} is not a multiple of zero or more`)];
  }
  if (value * peak <= 1) return [];
  const message = `${value} times a rate of ${peak} passes 1; annual rates are capped at 1`;
  return [problem('warning', 'capped-rate', at, message)];
}

export function checkWhole(at: string, value: number, least: number): Problem[] {
  if (Number.isInteger(value) && value >= least && value <= monthsMost) return [];
  return [problem('error', 'out-of-range', at, `${value} is not a whole number of months from ${least}`)];
}

export function checkFinite(at: string, value: number): Problem[] {
  return Number.isFinite(value) ? [] : [problem('error', 'out-of-range', at, `${value} is not a number`)];
}

/** Shares of one whole, to a millionth. */
export function checkSum(at: string, shares: readonly number[]): Problem[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (Math.abs(total - 1) <= 1e-6) return [];
  return [problem('error', 'shares-do-not-add', at, `the shares add up to ${total}, not to 1`)];
}
