import { z } from 'zod';
import { closestName, didYouMean } from './closestName.js';
import { quoted } from './printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from './problem.js';
import type { YamlDocument, YamlPath } from './yamlDocument.js';

/**
 * The checks of configuration files: the only door to zod. Import this file lazily, zod takes some 60 ms.
 * Field builders for rates, money, dates and numbers: schemaFields.ts.
 */
export { z } from 'zod';

const issueLimit = 200;

/** Everything that is wrong with a document, each with its place and in the order of the file; or its value. */
export function checkAgainst<S extends z.ZodType>(schema: S, document: YamlDocument): Outcome<z.output<S>> {
  const parsed = schema.safeParse(document.value, { error: issueMessage, reportInput: true });
  if (parsed.success) return succeeded(parsed.data);
  const issues = parsed.error.issues.flatMap((issue) => plainIssues(issue, []));
  const problems = issues.slice(0, issueLimit).flatMap((issue) => problemsOf(issue, document));
  if (issues.length > issueLimit) {
    const more = `${issues.length - issueLimit} more errors, mend these first`;
    problems.push(problem('error', 'more', document.name, more));
  }
  return failed(byPlace(problems));
}

/** Where a document does not fit its schema: the values that are wrong, missing or unknown. */
export function faultyPaths(schema: z.ZodType, value: unknown): YamlPath[] {
  const parsed = schema.safeParse(value, { error: issueMessage });
  if (parsed.success) return [];
  return parsed.error.issues
    .flatMap((issue) => plainIssues(issue, []))
    .flatMap((issue): YamlPath[] => {
      const path = issue.path as YamlPath;
      return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    });
}

/** JSON Schema, draft 2020-12, of what a file may say: for editors. */
export function jsonSchemaOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const written = writtenForms.get(zodSchema);
      if (written !== undefined) {
        delete jsonSchema.type;
        Object.assign(jsonSchema, written);
      }
    },
  });
}

/** How the text of a field may stand in a file, where that is more than a string: kept for `jsonSchemaOf`. */
const writtenForms = new WeakMap<object, object>();

/** What a field reader makes of a text: its value, or what is wrong with it. */
export type FieldReading<T> = { readonly value: T } | { readonly code: string; readonly message: string };

/**
 * A field whose text `read` turns into a value. `form` is its JSON Schema, `expected` the words for a value
 * that is no text at all ("expected a rate, found a list").
 */
export function textField<T>(expected: string, form: object, read: (text: string) => FieldReading<T>) {
  const field = z.string().transform((text, context): T => {
    const reading = read(text);
    if ('value' in reading) return reading.value;
    const { code, message } = reading;
    context.issues.push({ code: 'custom', message, params: { code }, input: text });
    return z.NEVER;
  });
  writtenForms.set(field, form);
  writtenForms.set(field._zod.def.in, form);
  expectations.set(field._zod.def.in, expected);
  return field;
}

const expectations = new WeakMap<object, string>();

type Issue = z.core.$ZodIssue;

/** Issues inside unions belong to the branch that was most likely meant: the one whose faults weigh least. */
function plainIssues(issue: Issue, prefix: YamlPath): Issue[] {
  const path = [...prefix, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
  const branches = issue.errors.map((errors) => errors.flatMap((inner) => plainIssues(inner, path)));
  const weight = (branch: readonly Issue[]) =>
    branch.reduce((sum, inner) => sum + faultWeight(inner, path), 0);
  const best = [...branches].sort((a, b) => weight(a) - weight(b))[0]!;
  if (!best.every((inner) => isMisfit(inner, path))) return best;
  const misfits = branches.flat();
  const [first, ...others] = best;
  if (weight(best) >= 1000) return [misfitOfAll(misfits, path, issue.input)];
  const literals = misfits.flatMap((inner) =>
    inner.code === 'invalid_value' ? inner.values.map(String) : [],
  );
  if (first?.code !== 'custom' || literals.length === 0) return best;
  return [{ ...first, message: `${first.message}; or write ${literals.join(' or ')}` }, ...others];
}

/** A branch that read the text and refused it was meant rather than one that wanted something else than text. */
function faultWeight(issue: Issue, path: YamlPath): number {
  if (!isMisfit(issue, path)) return 1;
  if (issue.code === 'custom') return 100;
  return issue.message.includes('did you mean') ? 50 : 1000;
}

function misfitOfAll(misfits: readonly Issue[], path: PropertyKey[], input: unknown): Issue {
  const wishes = misfits.map((misfit) =>
    misfit.code === 'invalid_value'
      ? misfit.values.map(String).join(' or ')
      : misfit.message.split(', found ')[0]!.replace(/^expected /, ''),
  );
  const message = `expected ${[...new Set(wishes)].join(' or ')}, found ${nameOf(input)}`;
  return { code: 'custom', path, message, params: { code: 'wrong-type' }, input };
}

/** The branch was not meant at all: what is wrong is the union's own value, not something inside of it. */
function isMisfit(issue: Issue, path: YamlPath): boolean {
  return issue.path.length === path.length && issue.code !== 'unrecognized_keys';
}

function problemsOf(issue: Issue, document: YamlDocument): Problem[] {
  const path = issue.path as YamlPath;
  const at = document.placeOf(path);
  const missing = issue.message.startsWith('is missing') ? 'missing-key' : undefined;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.message.split('\n');
      return issue.keys.map((key) => {
        const message = `unknown key ${quoted(key)}${didYouMean(key, known)}`;
        const hint = closestName(key, known) === undefined ? `; known are ${known.join(', ')}` : '';
        return problem('error', 'unknown-key', document.placeOfKey([...path, key]), message + hint);
      });
    }
    case 'invalid_type':
      return [problem('error', missing ?? 'wrong-type', at, issue.message)];
    case 'invalid_value':
    case 'invalid_union':
      return [problem('error', missing ?? 'unknown-name', at, issue.message)];
    case 'custom':
      return [problem('error', String(issue.params?.['code'] ?? 'bad-value'), at, issue.message)];
    case 'invalid_key':
      return [problem('error', 'bad-key', document.placeOfKey(path), issue.message)];
    default:
      return [problem('error', 'out-of-range', at, issue.message)];
  }
}

/** One line in our words. For unknown keys: the known ones, a line each, for `problemsOf` to choose from. */
function issueMessage(issue: z.core.$ZodRawIssue): string {
  const { inst, input } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return inst instanceof z.ZodObject ? Object.keys(inst.shape).join('\n') : '';
    case 'invalid_type': {
      const expected = (inst && expectations.get(inst)) ?? typeNames[String(issue['expected'])];
      if (input === undefined) return `is missing; expected ${expected ?? issue['expected']}`;
      return `expected ${expected ?? issue['expected']}, found ${nameOf(input)}`;
    }
    case 'invalid_value':
      return notOneOf(input, (issue['values'] as unknown[]).map(String));
    case 'invalid_union':
      return issue['note'] === 'No matching discriminator' ? wrongDiscriminator(issue) : 'fits no known form';
    case 'invalid_key':
      return `${quoted(String(issue.path?.at(-1) ?? ''))} cannot be a name here`;
    case 'too_small':
      return `too few or too small: at least ${issue['minimum']}`;
    case 'too_big':
      return `too many or too large: at most ${issue['maximum']}`;
    default:
      return issue.message ?? 'is not valid here';
  }
}

function wrongDiscriminator(issue: z.core.$ZodRawIssue): string {
  const { inst } = issue;
  const key = String(issue['discriminator'] ?? issue.path?.at(-1) ?? '');
  const values = inst instanceof z.ZodDiscriminatedUnion ? [...(inst._zod.propValues?.[key] ?? [])] : [];
  const input = issue.input as Record<string, unknown> | undefined;
  return notOneOf(typeof input === 'object' ? input?.[key] : input, values.map(String));
}

function notOneOf(input: unknown, known: readonly string[]): string {
  const list = known.length === 1 ? known[0] : `one of ${known.join(', ')}`;
  if (typeof input !== 'string') {
    return input === undefined ? `is missing; expected ${list}` : `expected ${list}, found ${nameOf(input)}`;
  }
  return `${quoted(input)} is not ${list}${didYouMean(input, known)}`;
}

const typeNames: Partial<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  tuple: 'a list',
  null: 'nothing',
};

function nameOf(input: unknown): string {
  if (input === null || input === undefined) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'string') return quoted(input);
  return typeof input === 'object' ? 'a mapping' : String(input);
}

function byPlace(problems: readonly Problem[]): Problem[] {
  const key = ({ at }: Problem) => /:(\d+):(\d+)(?: |$)/.exec(at)?.slice(1).map(Number) ?? [Infinity, 0];
  return problems
    .map((p, i) => ({ p, i, place: key(p) }))
    .sort((a, b) => compareNumbers(a.place[0]!, b.place[0]!) || a.place[1]! - b.place[1]! || a.i - b.i)
    .map(({ p }) => p);
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
