import { type Delimiter, delimiters } from './tapeOptions.js';

export interface DetectedDelimiter {
  readonly delimiter: Delimiter;
  readonly evidence: string;
}

const linesRead = 50;
const charactersRead = 1_000_000;

/**
 * The delimiter that gives most of the first 50 lines one and the same number of fields, more fields winning
 * among equals; delimiters inside quotes do not count. A file of one column falls to the comma.
 */
export function detectDelimiter(text: string): DetectedDelimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  let evidence = 'one column only';
  for (const delimiter of delimiters) {
    const counts = fieldCounts(text, delimiter);
    const { value, times } = mode(counts);
    const score = value < 2 ? 0 : (times / counts.length) * 1000 + Math.min(value, 999) / 1000;
    if (score > bestScore) {
      bestScore = score;
      best = delimiter;
      evidence = `${value} fields in ${times} of the first ${counts.length} lines`;
    }
  }
  return { delimiter: best, evidence };
}

function fieldCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let fields = 1;
  let quoted = false;
  const end = Math.min(text.length, charactersRead);
  for (let i = 0; i < end && counts.length < linesRead; i++) {
    const character = text[i];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === delimiter) fields++;
    else if (character === '\n') {
      if (fields > 1 || text[i - 1] !== '\n') counts.push(fields);
      fields = 1;
    }
  }
  if (counts.length === 0 || (end === text.length && fields > 1 && counts.length < linesRead)) {
    counts.push(fields);
  }
  return counts;
}

/** The most frequent count; among equally frequent ones the larger. */
function mode(counts: readonly number[]): { value: number; times: number } {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  let best = { value: 1, times: 0 };
  for (const [value, n] of times) {
    if (n > best.times || (n === best.times && value > best.value)) best = { value, times: n };
  }
  return best;
}
