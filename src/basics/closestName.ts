/**
 * The known name that a misspelt one most likely meant, for "did you mean": the nearest by edits
 * (insert, delete, change, swap of neighbors), folded in case, if it is within a third of its length and has
 * something in common with it: `B` is no misspelt `A`.
 */
export function closestName(wrong: string, known: Iterable<string>): string | undefined {
  const sought = wrong.toLowerCase().slice(0, 80);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const distance = editDistance(sought, name.toLowerCase());
    const limit = Math.min(Math.ceil(name.length / 3), Math.max(sought.length, name.length) - 1);
    if (distance < bestDistance && distance <= limit) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance: each character takes part in one edit at most. */
function editDistance(a: string, b: string): number {
  const rows = a.length + 1;
  const columns = b.length + 1;
  const cost = new Uint16Array(rows * columns);
  for (let i = 0; i < rows; i++) cost[i * columns] = i;
  for (let j = 0; j < columns; j++) cost[j] = j;
  for (let i = 1; i < rows; i++) {
    for (let j = 1; j < columns; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(
        cost[(i - 1) * columns + j]! + 1,
        cost[i * columns + j - 1]! + 1,
        cost[(i - 1) * columns + j - 1]! + change,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, cost[(i - 2) * columns + j - 2]! + 1);
      }
      cost[i * columns + j] = least;
    }
  }
  return cost[rows * columns - 1]!;
}

/** `; did you mean "reserve"?`, or nothing. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const name = closestName(wrong, known);
  return name === undefined ? '' : `; did you mean "${name}"?`;
}
