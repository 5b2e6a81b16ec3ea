import { exp, log } from '#numerics/elementary.js';

/** Nodes k/128 from 1/4 to 1: no value between is further than 1/256 from one, 1/64 of itself. */
const nodesPerUnit = 128;
const least = 0.25;
const nodeCount = nodesPerUnit + 1;
/** Seven coefficients, and one unused so that a node's lie on one line of memory. */
const stride = 8;
let coefficients: Float64Array | undefined;

/**
 * y^(1/12), the share that a month leaves of what a year leaves y of, by Taylor's polynomial of degree six about the
 * nearest node: for simulation, where every month of a path needs one. The remainder is at most
 * |C(1/12, 7)| (1/64)^7 = 0.0083 · 2.3e-13 = 1.9e-15 of it. Below 1/4 it is the elementary functions'.
 */
export function survivalOfMonth(yearly: number): number {
  if (yearly <= 0) return 0;
  if (!(yearly >= least && yearly <= 1)) return exp(log(yearly) / 12);
  const c = (coefficients ??= taylorCoefficients());
  const node = Math.floor(yearly * nodesPerUnit + 0.5);
  const d = yearly - node / nodesPerUnit;
  const at = node * stride;
  const square = d * d;
  const low = c[at]! + c[at + 1]! * d + square * (c[at + 2]! + c[at + 3]! * d);
  return low + square * square * (c[at + 4]! + c[at + 5]! * d + square * c[at + 6]!);
}

function taylorCoefficients(): Float64Array {
  const table = new Float64Array(nodeCount * stride);
  for (let node = least * nodesPerUnit; node < nodeCount; node++) {
    const y = node / nodesPerUnit;
    let coefficient = exp(log(y) / 12);
    for (let degree = 0; degree < 7; degree++) {
      table[node * stride + degree] = coefficient;
      // C(1/12, n + 1) = C(1/12, n) (1/12 − n) / (n + 1)
      coefficient *= (1 / 12 - degree) / (degree + 1) / y;
    }
  }
  return table;
}
