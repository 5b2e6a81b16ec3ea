import { normalQuantile } from './normal.js';
import { compiledNormals } from './normalsCompiled.js';

/** Fewer are as fast one by one. */
const bulkFrom = 8;

/** Φ⁻¹ of probabilities strictly between 0 and 1, as `normalQuantile` gives it, written to the first elements of `into`. */
export function fillNormalQuantiles(probabilities: Float64Array, into: Float64Array): void {
  const count = probabilities.length;
  const compiled = count < bulkFrom ? undefined : compiledNormals();
  if (compiled === undefined || count > compiled.capacity) {
    for (let k = 0; k < count; k++) into[k] = normalQuantile(probabilities[k]!);
    return;
  }
  for (let k = 0; k < count; k++) {
    const p = probabilities[k]!;
    if (!(p > 0 && p < 1)) throw new RangeError(`fillNormalQuantiles: ${p} is not between 0 and 1`);
    compiled.values[k] = p;
  }
  compiled.toQuantiles(count);
  for (let k = 0; k < count; k++) into[k] = compiled.values[k]!;
}
