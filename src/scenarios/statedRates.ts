import type { Rate } from '#basics/rate.js';
import { type Sourced, sourced } from './assumptionRecord.js';
import type { RateModelName, RatesOfFile } from './ratesSchema.js';
import { refuse, type StatedFile } from './statedFile.js';

/** What a file states of the rate model, each value with its place. */
export interface StatedRates {
  readonly model: Sourced<RateModelName> | undefined;
  readonly initial: Sourced<number> | undefined;
  readonly mean: Sourced<number> | undefined;
  readonly speed: Sourced<number> | undefined;
  readonly volatility: Sourced<number> | undefined;
  readonly curve: Sourced<readonly { readonly years: number; readonly rate: number }[]> | undefined;
  readonly ar: Sourced<readonly number[]> | undefined;
  readonly ma: Sourced<readonly number[]> | undefined;
  readonly differences: Sourced<number> | undefined;
  readonly deviation: Sourced<number> | undefined;
  readonly history: Sourced<readonly number[]> | undefined;
}

export function statedRates(source: StatedFile, stated: RatesOfFile | undefined): StatedRates | undefined {
  if (stated === undefined) return undefined;
  const place = (key: string) => source.document.placeOf(['rates', key]).split(' ')[0]!;
  const at = <T>(key: keyof RatesOfFile, value: T | undefined): Sourced<T> | undefined =>
    value === undefined ? undefined : sourced(value, place(key));
  const rateAt = (key: keyof RatesOfFile, rate: Rate | undefined) => at(key, rate?.value);
  checkRates(source, stated);
  return {
    model: at('model', stated.model),
    initial: rateAt('initial', stated.initial),
    mean: rateAt('mean', stated.mean),
    speed: at('speed', stated.speed),
    volatility: rateAt('volatility', stated.volatility),
    curve: at(
      'curve',
      stated.curve?.map(({ years, rate }) => ({ years, rate: rate.value })),
    ),
    ar: at('ar', stated.ar),
    ma: at('ma', stated.ma),
    differences: at('differences', stated.differences),
    deviation: rateAt('deviation', stated.deviation),
    history: at(
      'history',
      stated.history?.map(({ value }) => value),
    ),
  };
}

type Parameter = Exclude<keyof RatesOfFile, 'model' | 'shift'>;

/** What each model has; anything else would change nothing. */
const parameters: { readonly [model in RateModelName]: readonly Parameter[] } = {
  vasicek: ['initial', 'mean', 'speed', 'volatility'],
  cir: ['initial', 'mean', 'speed', 'volatility'],
  'random-walk': ['initial', 'volatility'],
  'hull-white-flat': ['initial', 'speed', 'volatility'],
  'hull-white': ['curve', 'speed', 'volatility'],
  arima: ['ar', 'ma', 'differences', 'mean', 'deviation', 'history'],
};

const needed: { readonly [model in RateModelName]?: readonly Parameter[] } = {
  'hull-white': ['curve'],
  arima: ['deviation', 'history'],
};

function checkRates(source: StatedFile, stated: RatesOfFile): void {
  const model = stated.model ?? 'vasicek';
  for (const key of Object.keys(stated)) {
    if (key === 'model' || key === 'shift' || parameters[model].some((parameter) => parameter === key))
      continue;
    refuse(source, 'unused', ['rates', key], `has no meaning in the model ${model}`);
  }
  for (const key of needed[model] ?? []) {
    if (stated[key] === undefined)
      refuse(source, 'missing', ['rates', 'model'], `the model ${model} needs ${key}`);
  }
  if (model === 'cir') refuseNegative(source, stated);
  checkCurve(source, stated);
  if (model === 'arima') checkHistory(source, stated);
}

function refuseNegative(source: StatedFile, stated: RatesOfFile): void {
  for (const key of ['initial', 'mean'] as const) {
    const value = stated[key]?.value ?? 0;
    if (value < 0)
      refuse(source, 'out-of-range', ['rates', key], 'is negative, and the model cir has no such rates');
  }
}

function checkCurve(source: StatedFile, { curve = [] }: RatesOfFile): void {
  curve.forEach(({ years }, i) => {
    const before = i === 0 ? 0 : curve[i - 1]!.years;
    if (years > before) return;
    refuse(source, 'out-of-order', ['rates', 'curve', i, 'years'], `${years} does not come after ${before}`);
  });
}

function checkHistory(
  source: StatedFile,
  { ar = [], ma = [], differences = 0, history = [] }: RatesOfFile,
): void {
  const least = Math.max(1, ar.length + differences + ma.length);
  if (history.length > 0 && history.length < least) {
    const message = `${history.length} rates; a model of this order needs at least ${least}`;
    refuse(source, 'too-short', ['rates', 'history'], message);
  }
}
