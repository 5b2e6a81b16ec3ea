import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import type { FieldReading } from '#basics/schema.js';
import { type ProfileKind, profileKinds } from './noteClass.js';

/** Names under which the profiles are known in China. */
export const chineseProfiles: ReadonlyMap<string, ProfileKind> = new Map([
  ['等额本息', 'level-installments'],
  ['按比例', 'pro-rata-by-units'],
  ['先息后本', 'interest-then-principal'],
]);

export function readProfile(text: string): FieldReading<ProfileKind> {
  const word = text.trim();
  const value = profileKinds.find((kind) => kind === word) ?? chineseProfiles.get(word);
  if (value !== undefined) return { value };
  const known = [...profileKinds, ...chineseProfiles.keys()];
  const shared =
    word === 'pro-rata' ? '; between classes principal is shared by share: pro-rata of a step' : '';
  const hint = didYouMean(word, known) || `; known are ${known.join(', ')}`;
  return { code: 'unknown-name', message: `${quoted(text)} is no profile${hint}${shared}` };
}
