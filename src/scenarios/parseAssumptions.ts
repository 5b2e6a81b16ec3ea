import { type Outcome, outcomeOf, type Problem } from '#basics/problem.js';
import type { Rate } from '#basics/rate.js';
import { checkAgainst } from '#basics/schema.js';
import { readYaml, type YamlDocument, type YamlPath } from '#basics/yamlDocument.js';
import { type Sourced, sourced } from './assumptionRecord.js';
import type { StatedAssumptions } from './assumptions.js';
import { type AssumptionsFile, assumptionsSchema } from './assumptionsSchema.js';
import { standardDefaultRate } from './defaultAssumptions.js';
import { statedPdModel } from './defaultModel/statedPdModel.js';
import { defaultKinds, statedDefault } from './statedDefault.js';
import { statedDependence } from './statedDependence.js';
import { onlyKind, refuse, type StatedFile } from './statedFile.js';
import { recoveryTermsOf, statedExtras } from './statedPool.js';
import { statedPrepayment } from './statedPrepayment.js';
import { statedProviders } from './statedProviders.js';
import { statedRates } from './statedRates.js';
import { statedSegments } from './statedSegments.js';
import { statedStress } from './statedStress.js';
import { statedUncertainty } from './uncertainty/statedUncertainty.js';

/** Reads an assumptions file: what it states, each value with its place as origin. Loads zod: import lazily. */
export function parseAssumptions(source: string | Uint8Array, name: string): Outcome<StatedAssumptions> {
  const document = readYaml(source, name);
  return document.ok ? assumptionsOf(document.value) : document;
}

/** The same of a document that has been read, or put together from overrides. */
export function assumptionsOf(document: YamlDocument): Outcome<StatedAssumptions> {
  const checked = checkAgainst(assumptionsSchema, document);
  if (!checked.ok) return checked;
  const problems: Problem[] = [];
  const stated = statedAssumptions(checked.value, { document, problems });
  return outcomeOf(problems, () => stated);
}

function statedAssumptions(file: AssumptionsFile, source: StatedFile): StatedAssumptions {
  const { document } = source;
  // The path is the name of the assumption, so it is not repeated.
  const place = (path: YamlPath) => document.placeOf(path).split(' ')[0]!;
  const at = <T>(value: T | undefined, ...path: string[]): Sourced<T> | undefined =>
    value === undefined ? undefined : sourced(value, place(path));
  const rateAt = (rate: Rate | undefined, ...path: string[]): Sourced<number> | undefined =>
    at(rate?.value, ...path);
  const prepayment = file.prepayment === 'none' ? undefined : file.prepayment;
  const noRecovery = file.recovery === 'none' ? at(0, 'recovery') : undefined;
  const recovery = file.recovery === 'none' ? undefined : file.recovery;
  const asset =
    file.correlation === undefined || 'text' in file.correlation ? undefined : file.correlation.asset;
  const correlation =
    file.correlation !== undefined && 'text' in file.correlation
      ? rateAt(file.correlation, 'correlation')
      : rateAt(asset, 'correlation', 'asset');
  refuseUselessModel(file, source);
  const defaults = defaultOf(file, source, place);
  return {
    order: at(file.order, 'order'),
    prepayment: prepaymentOf(file, source, place),
    pointsPerRatePoint: at(prepayment?.pointsPerRatePoint, 'prepayment', 'pointsPerRatePoint'),
    default: defaults?.behavior,
    pdModel: defaults?.model,
    recoveryRate: noRecovery ?? rateAt(recovery?.rate, 'recovery', 'rate'),
    recoveryLagMonths: at(recovery?.lagMonths, 'recovery', 'lagMonths'),
    recoveryTerms: recovery === undefined ? {} : recoveryTermsOf(recovery),
    segments: statedSegments(source, file.segments ?? []),
    extras: statedExtras(file),
    recoverySensitivity: at(recovery?.sensitivity, 'recovery', 'sensitivity'),
    correlation,
    dependence: statedDependence(source, file.correlation),
    model: at(file.model, 'model'),
    pdDeviation: rateAt(file.pdDeviation, 'pdDeviation'),
    rates: statedRates(source, file.rates),
    premiumRate: rateAt(file.premium?.rate, 'premium', 'rate'),
    premiumRule: at(file.premium?.rule, 'premium', 'rule'),
    providers: statedProviders(file, source, place),
    uncertainty: at(statedUncertainty(source, file.uncertainty), 'uncertainty'),
    stress: statedStress(file, at, defaults?.multiple),
    placeOf: (path) => (Object.hasOwn(file, path[0] ?? '') ? document.placeOf(path) : undefined),
  };
}

type PlaceOf = (path: YamlPath) => string;

function prepaymentOf(
  { prepayment }: AssumptionsFile,
  source: StatedFile,
  place: PlaceOf,
): StatedAssumptions['prepayment'] {
  if (prepayment === undefined) return undefined;
  if (prepayment === 'none') return sourced({ kind: 'none' }, place(['prepayment']));
  const value = statedPrepayment(source, prepayment, ['prepayment']);
  const key = Object.keys(prepayment).find((name) => name !== 'pointsPerRatePoint');
  return value === undefined ? undefined : sourced(value, place(['prepayment', key ?? '']));
}

function defaultOf(
  file: AssumptionsFile,
  source: StatedFile,
  place: PlaceOf,
):
  | {
      behavior: StatedAssumptions['default'];
      multiple: number | undefined;
      model?: StatedAssumptions['pdModel'];
    }
  | undefined {
  const stated = file.default;
  if (stated === undefined) return undefined;
  if (stated === 'none') {
    return { behavior: sourced({ kind: 'none' }, place(['default'])), multiple: undefined };
  }
  const modelKind = onlyKind(source, stated, ['logistic', 'byScore', ...defaultKinds], ['default']);
  const model = statedPdModel(source, stated);
  if (modelKind === 'logistic' || modelKind === 'byScore') {
    const { multiple } = statedDefault(source, { multiple: stated.multiple }, ['default']);
    for (const key of ['months', 'noneInLastMonths', 'fallback'] as const) {
      if (stated[key] === undefined) continue;
      refuse(source, 'unused', ['default', key], `says nothing beside ${modelKind}`);
    }
    const origin = place(['default', modelKind]);
    const behavior = { kind: 'tape', fallback: standardDefaultRate, multiple: 1 } as const;
    return { behavior: sourced(behavior, origin), multiple, model: model && sourced(model, origin) };
  }
  const { behavior, multiple } = statedDefault(source, stated, ['default']);
  const beside = ['noneInLastMonths', 'months', 'fallback', 'multiple', 'timing'];
  const key = Object.keys(stated).find((name) => !beside.includes(name)) ?? 'fallback';
  return { behavior: behavior && sourced(behavior, place(['default', key])), multiple };
}

/** A setting that would change nothing is an error: its writer believes that it does. */
function refuseUselessModel(file: AssumptionsFile, source: StatedFile): void {
  if (file.model === 'source' && file.correlation !== undefined) {
    const message =
      'has no meaning in the model source, whose loans default independently given the PD of the path';
    refuse(source, 'unused', ['correlation'], message);
  }
  if (file.model === 'copula' && file.pdDeviation !== undefined) {
    refuse(source, 'unused', ['pdDeviation'], 'has no meaning without model: source');
  }
}
