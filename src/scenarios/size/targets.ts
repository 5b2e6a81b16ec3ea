import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, outcomeOf, type Problem, problem, succeeded } from '#basics/problem.js';
import { parseRate } from '#basics/rate.js';
import type { DealTerms } from '#deal/terms.js';
import type { Assumption } from '../assumptionRecord.js';
import type { NamedBytes } from '../scenarioSources.js';

/** Limits of one class. Shares, losses and probabilities are fractions, lives years. */
export interface ClassTargets {
  readonly expectedLoss?: number;
  readonly lossProbability?: number;
  readonly breakEven?: number;
  readonly min?: number;
  readonly max?: number;
  readonly lifeMin?: number;
  readonly lifeMax?: number;
  readonly coupon?: 'keep' | 'par';
}

export interface SizeTargets {
  readonly notes: ReadonlyMap<string, ClassTargets>;
  readonly retention: number;
  readonly reserve: { readonly account: string; readonly shares: readonly number[] } | undefined;
  readonly costOfCapital: number;
  readonly demand: ReadonlyMap<number, number>;
  readonly records: readonly Assumption[];
}

const lossTargets = ['expectedLoss', 'lossProbability', 'breakEven'] as const;
type LossTarget = (typeof lossTargets)[number];

/** Where nobody says what a class must bear. An example to change, by rank; no agency's table. */
const exampleLosses = [0.0001, 0.005, 0.02];
const standardCostOfCapital = 0.12;
/** What risk retention rules commonly ask of originators: EU 2017/2402 article 6, US 17 CFR 246, China's 5 %. */
const standardRetention = 0.05;

/** From a file, then flags, then examples; each value keeps its origin. */
export async function resolveTargets(
  terms: DealTerms,
  file: NamedBytes | undefined,
  flags: readonly string[],
): Promise<Outcome<SizeTargets>> {
  const read = await readFile(file);
  const stated = parseFlags(flags);
  if (!read.ok || !stated.ok) return failed([...read.problems, ...stated.problems]);
  const notes = new Map<string, ClassTargets>();
  const records: Assumption[] = [];
  const origin = file?.name ?? 'default';
  for (const [name, limits] of read.value.notes) {
    notes.set(name, limits);
    for (const [key, value] of Object.entries(limits)) {
      records.push({ name: `targets.${name}.${key}`, value, origin });
    }
  }
  for (const { name, target, value } of stated.value) {
    notes.set(name, { ...notes.get(name), [target]: value });
    const before = records.findIndex((known) => known.name === `targets.${name}.${target}`);
    if (before >= 0) records.splice(before, 1);
    records.push({ name: `targets.${name}.${target}`, value, origin: 'flag --target' });
  }
  const problems = [
    ...unknownNames(terms, [...notes.keys()], origin),
    ...reserveProblems(terms, read.value, origin),
  ];
  if (![...notes.values()].some((limits) => lossTargets.some((key) => limits[key] !== undefined))) {
    soldClasses(terms).forEach((name, rank) => {
      const value = exampleLosses[Math.min(rank, exampleLosses.length - 1)]!;
      notes.set(name, { ...notes.get(name), expectedLoss: value });
      const origin = 'default (an example to change: no target was stated)';
      records.push({ name: `targets.${name}.expectedLoss`, value, origin });
    });
  }
  const given = <T>(name: string, value: T | undefined, fallback: T): T => {
    const isStated = value !== undefined;
    const text = typeof value === 'number' || !isStated ? (value ?? fallback) : String(value);
    records.push({ name: `targets.${name}`, value: text as number, origin: isStated ? origin : 'default' });
    return value ?? fallback;
  };
  return outcomeOf(problems, () => ({
    notes,
    retention: given('retention', read.value.retention, standardRetention),
    reserve: read.value.reserve,
    costOfCapital: given('costOfCapital', read.value.costOfCapital, standardCostOfCapital),
    demand: read.value.demand,
    records,
  }));
}

/** Classes that are sold and sized: all with a coupon but one that takes the rest. */
export function soldClasses(terms: DealTerms): string[] {
  const rest = restClass(terms);
  return terms.notes.filter((note) => note.kind !== 'residual' && note.name !== rest).map(({ name }) => name);
}

/** The class that takes what the others leave: the last one where shares add up to the pool; else nobody. */
export function restClass({ notes }: DealTerms): string | undefined {
  const shares = notes.map(({ size }) => (size.kind === 'share' ? size.share.value : undefined));
  const last = notes.at(-1);
  if (last === undefined || shares.at(-1) === undefined) return undefined;
  const sum = shares.reduce<number>((total, share) => total + (share ?? 0), 0);
  return Math.abs(sum - 1) < 1e-9 ? last.name : undefined;
}

interface FileTargets {
  readonly notes: ReadonlyMap<string, ClassTargets>;
  readonly retention: number | undefined;
  readonly reserve: SizeTargets['reserve'];
  readonly costOfCapital: number | undefined;
  readonly demand: ReadonlyMap<number, number>;
}

async function readFile(file: NamedBytes | undefined): Promise<Outcome<FileTargets>> {
  const nothing = { notes: new Map(), retention: undefined, reserve: undefined, costOfCapital: undefined };
  if (file === undefined) return succeeded({ ...nothing, demand: new Map() });
  const { readYaml } = await import('#basics/yamlDocument.js');
  const { checkAgainst } = await import('#basics/schema.js');
  const { targetsSchema } = await import('./targetsSchema.js');
  const document = readYaml(file.bytes, file.name);
  if (!document.ok) return document;
  const checked = checkAgainst(targetsSchema, document.value);
  if (!checked.ok) return failed([...document.problems, ...checked.problems]);
  const { notes = {}, retention, reserve, costOfCapital, demand = {} } = checked.value;
  const weights = Object.values(demand);
  if (weights.length > 0 && weights.every((weight) => weight === 0)) {
    const message = 'nobody wants a note of any term; leave it out or state a weight above 0';
    return failed([problem('error', 'bad-number', document.value.placeOf(['demand']), message)]);
  }
  const limits = Object.entries(notes).map(([name, note]): [string, ClassTargets] => [
    name,
    defined({
      expectedLoss: note.expectedLoss?.value,
      lossProbability: note.lossProbability?.value,
      breakEven: note.breakEven,
      min: note.min?.value,
      max: note.max?.value,
      lifeMin: note.averageLife?.min,
      lifeMax: note.averageLife?.max,
      coupon: note.coupon,
    }),
  ]);
  return succeeded({
    notes: new Map(limits),
    retention: retention?.value,
    reserve:
      reserve === undefined
        ? undefined
        : { account: reserve.account, shares: reserve.shares.map(({ value }) => value) },
    costOfCapital: costOfCapital?.value,
    demand: new Map(Object.entries(demand).map(([years, weight]) => [Number(years), weight])),
  });
}

function defined(
  limits: { readonly [key in keyof ClassTargets]: ClassTargets[key] | undefined },
): ClassTargets {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

interface FlagTarget {
  readonly name: string;
  readonly target: LossTarget | 'min' | 'max';
  readonly value: number;
}

/** `A:expectedLoss=0.1%`, `A:breakEven=4`. */
function parseFlags(flags: readonly string[]): Outcome<readonly FlagTarget[]> {
  const problems: Problem[] = [];
  const known = [...lossTargets, 'min', 'max'] as const;
  const targets = flags.flatMap((text): FlagTarget[] => {
    const refuse = (message: string): FlagTarget[] => {
      problems.push(problem('error', 'bad-target', '--target', message));
      return [];
    };
    const match = /^(.{1,64}):([A-Za-z]+)=(.+)$/.exec(text);
    const target = known.find((candidate) => candidate === match?.[2]);
    if (match === null)
      return refuse(`${quoted(text)} is not CLASS:TARGET=VALUE, such as A:expectedLoss=0.1%`);
    if (target === undefined) {
      const hint = didYouMean(match[2]!, known) || `; known: ${known.join(', ')}`;
      return refuse(`there is no target ${quoted(match[2]!)}${hint}`);
    }
    if (target === 'breakEven') {
      const value = /^\d{1,4}(\.\d{1,6})?$/.test(match[3]!) ? Number(match[3]) : Number.NaN;
      return value >= 0
        ? [{ name: match[1]!, target, value }]
        : refuse(`${quoted(match[3]!)} is not a multiple`);
    }
    const rate = parseRate(match[3]!, { max: 1 });
    return rate.ok ? [{ name: match[1]!, target, value: rate.rate.value }] : refuse(rate.message);
  });
  return outcomeOf(problems, () => targets);
}

function unknownNames(terms: DealTerms, names: readonly string[], origin: string): Problem[] {
  const sold = soldClasses(terms);
  return names
    .filter((name) => !sold.includes(name))
    .map((name) => {
      const rest = terms.notes.some((note) => note.name === name);
      const why = rest
        ? 'takes the rest and is not sized'
        : `is no class of the deal${didYouMean(name, sold)}`;
      return problem('error', 'unknown-name', origin, `${quoted(name)} ${why}; sized are ${sold.join(', ')}`);
    });
}

function reserveProblems(terms: DealTerms, { reserve }: FileTargets, origin: string): Problem[] {
  if (reserve === undefined) return [];
  const account = terms.accounts.find(({ name }) => name === reserve.account);
  if (account?.target?.measure.kind === 'share') return [];
  const known = terms.accounts
    .filter(({ target }) => target?.measure.kind === 'share')
    .map(({ name }) => name);
  const message = `${quoted(reserve.account)} is no account with a target that is a share${didYouMean(reserve.account, known)}`;
  return [problem('error', 'unknown-name', `${origin} reserve.account`, message)];
}
