import { parseRate } from '#basics/rate.js';

/** How many rejected rows a run may leave aside: a count, or a share of the rows. */
export type RejectLimit =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'share'; readonly share: number };

/** `25` is a count, `0.5%` a share of the rows; undefined when it is neither. */
export function parseRejectLimit(text: string): RejectLimit | undefined {
  if (/^\d{1,12}$/.test(text)) return { kind: 'count', count: Number(text) };
  if (!/%$/.test(text)) return undefined;
  const parsed = parseRate(text, { max: 1 });
  return parsed.ok ? { kind: 'share', share: parsed.rate.value } : undefined;
}

export function allowsRejects(limit: RejectLimit, rejected: number, rows: number): boolean {
  return limit.kind === 'count' ? rejected <= limit.count : rejected <= limit.share * rows;
}
