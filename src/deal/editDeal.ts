import { quoted } from '#basics/printable.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { formatRate, parseRate } from '#basics/rate.js';
import {
  pathText,
  readYaml,
  type YamlDocument,
  type YamlPath,
  type YamlValue,
} from '#basics/yamlDocument.js';
import { findInDeal } from './dealPath.js';
import { isBareNumber, type NumberSearch, numberInTerm } from './numberInTerm.js';
import { termsOfDocument } from './parseTerms.js';
import type { DealTerms } from './terms.js';

/** A term by its path in the deal file (`notes.B.coupon`), what it is to be, and where that was said. */
export interface DealSetting {
  readonly path: string;
  readonly value: YamlValue;
  readonly origin: string;
}

export interface EditedDeal {
  readonly terms: DealTerms;
  /** What the class that takes the rest became because others grew or shrank. */
  readonly gaveWay: readonly DealSetting[];
}

/** A deal file in which terms can be put to other values, any number of times. Loads zod: import it lazily. */
export interface EditableDeal {
  with(settings: readonly DealSetting[]): Outcome<EditedDeal>;
  /** The number that a term is now. */
  numberAt(path: string, decimals: number): NumberSearch;
}

/** Whether a path of a scenario is one of the deal and not of the assumptions. */
export function isDealPath(path: string): boolean {
  return path.startsWith('deal.');
}

/** `source` is a deal file that has been read before without errors. */
export function editableDeal(source: string | Uint8Array, name: string): EditableDeal {
  const read = readYaml(source, name);
  if (!read.ok) throw new Error(`${name} was read before: ${read.problems[0]?.message}`);
  const original = read.value;
  return {
    with: (settings) => edited(original, settings),
    numberAt: (path, decimals) => {
      const found = findInDeal(original.value, path);
      if (!found.found) return found;
      if (typeof found.value === 'string') return numberInTerm(found.value, decimals);
      const what = found.value === undefined ? 'is not stated in the deal' : 'is not one number';
      return { found: false, message: `deal.${path} ${what}` };
    },
  };
}

/** Terms that say which pool and which money it is are those of the tape too. */
const fixed = /^(name|currency|dates\.cutOff)$/;

function edited(original: YamlDocument, settings: readonly DealSetting[]): Outcome<EditedDeal> {
  const problems: Problem[] = [];
  let value = original.value;
  const origins: { readonly path: YamlPath; readonly origin: string }[] = [];
  for (const { path, value: stated, origin } of settings) {
    const found = findInDeal(value, path);
    if (fixed.test(path)) {
      problems.push(
        problem('error', 'fixed-term', origin, `deal.${path} is fixed: the tape has been read with it`),
      );
    } else if (!found.found) problems.push(problem('error', 'unknown-path', origin, found.message));
    else {
      const next = inPlaceOf(found.value, stated);
      if (next === undefined) {
        const message = `${quoted(String(stated))} does not say which number of ${quoted(String(found.value))} it is; write the whole term`;
        problems.push(problem('error', 'bad-term', origin, message));
        continue;
      }
      value = replaced(value, found.path, next);
      origins.push({ path: found.path, origin });
    }
  }
  if (problems.length > 0) return failed(problems);
  const rest = restGivesWay(original.value, value, origins);
  if (rest !== undefined && 'code' in rest) return failed([rest]);
  if (rest !== undefined) value = replaced(value, rest.path, rest.value);
  const terms = termsOfDocument({ ...original, value, ...placesOf(original, origins) });
  return outcomeOf(terms.problems, () => {
    if (!terms.ok) throw new Error('failed terms without an error');
    return { terms: terms.value, gaveWay: rest === undefined ? [] : [rest.setting] };
  });
}

/** A bare number takes the place of the number in a longer term; anything else is the whole term. */
function inPlaceOf(before: YamlValue | undefined, stated: YamlValue): YamlValue | undefined {
  if (typeof before !== 'string' || typeof stated !== 'string') return stated;
  if (!isBareNumber(stated) || isBareNumber(before)) return stated;
  const found = numberInTerm(before, 2);
  return found.found ? found.number.withNumber(stated) : undefined;
}

function replaced(root: YamlValue, [step, ...rest]: YamlPath, value: YamlValue): YamlValue {
  if (step === undefined) return value;
  if (Array.isArray(root)) {
    return root.map((item: YamlValue, i) => (i === step ? replaced(item, rest, value) : item));
  }
  const mapping: { [key: string]: YamlValue } = Object.create(null);
  const before = typeof root === 'object' && root !== null ? Object.entries(root) : [];
  for (const [key, item] of before) mapping[key] = item;
  mapping[step] = rest.length === 0 ? value : replaced(mapping[step] ?? null, rest, value);
  return mapping;
}

interface RestChange {
  readonly path: YamlPath;
  readonly value: YamlValue;
  readonly setting: DealSetting;
}

/** Where the shares of a deal add up to the pool, the last class takes what the others leave. */
function restGivesWay(
  before: YamlValue,
  after: YamlValue,
  origins: readonly { readonly path: YamlPath; readonly origin: string }[],
): RestChange | Problem | undefined {
  const old = sharesOf(before);
  const now = sharesOf(after);
  const last = now.length - 1;
  if (
    old.length !== now.length ||
    old.some((share) => share === undefined) ||
    now.some((share) => share === undefined)
  )
    return undefined;
  const total = (shares: readonly (number | undefined)[]): number =>
    shares.reduce<number>((sum, share) => sum + share!, 0);
  const isSaid = origins.some(({ path }) => path[0] === 'notes' && (path.length < 2 || path[1] === last));
  if (isSaid || Math.abs(total(old) - 1) > 1e-9 || Math.abs(total(now) - 1) <= 1e-15) return undefined;
  const left = 1 - total(now.slice(0, last));
  const name = nameAt(after, last);
  if (left < -1e-12) {
    const message = `the other classes have ${formatRate(Number((1 - left).toFixed(12)))} of the pool, and nothing is left for ${name}`;
    return problem('error', 'no-room', origins[0]?.origin ?? 'notes', message);
  }
  const text = formatRate(Number(Math.max(0, left).toFixed(15)));
  return {
    path: ['notes', last, 'share'],
    value: text,
    setting: { path: `deal.notes.${name}.share`, value: text, origin: 'the rest' },
  };
}

function sharesOf(deal: YamlValue): (number | undefined)[] {
  return notesOf(deal).map((note) => {
    const share = member(note, 'share');
    const rate = typeof share === 'string' ? parseRate(share, { max: 1 }) : undefined;
    return rate?.ok === true ? rate.rate.value : undefined;
  });
}

function nameAt(deal: YamlValue, index: number): string {
  const name = member(notesOf(deal)[index] ?? null, 'name');
  return typeof name === 'string' ? name : String(index + 1);
}

function notesOf(deal: YamlValue): readonly YamlValue[] {
  const notes = member(deal, 'notes');
  return Array.isArray(notes) ? notes : [];
}

function member(value: YamlValue, key: string): YamlValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const mapping = value as { readonly [key: string]: YamlValue };
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

/** What was set has the place where that was said; the rest of the deal keeps its own. */
function placesOf(
  original: YamlDocument,
  origins: readonly { readonly path: YamlPath; readonly origin: string }[],
): Pick<YamlDocument, 'placeOf' | 'placeOfKey'> {
  const placed =
    (place: (path: YamlPath) => string) =>
    (path: YamlPath): string => {
      const said = origins.findLast((one) => one.path.every((step, i) => path[i] === step));
      return said === undefined ? place(path) : `${said.origin} deal.${pathText(path)}`;
    };
  return { placeOf: placed(original.placeOf), placeOfKey: placed(original.placeOfKey) };
}
