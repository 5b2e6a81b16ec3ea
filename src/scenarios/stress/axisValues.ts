import { parseRate } from '#basics/rate.js';
import type { YamlValue } from '#basics/yamlDocument.js';
import type { AxisOfFile } from './scenarioFileSchema.js';

/** The values of an axis, or why it has none. */
export type AxisValues =
  | { readonly ok: true; readonly values: readonly YamlValue[] }
  | { readonly ok: false; readonly key: string | undefined; readonly message: string };

/** More values are counted and never made. */
export const axisCountMost = 100_000;

/** Listed values as they stand; `from`, `to` and `steps` or `by` in the unit in which `from` is written. */
export function axisValues(axis: AxisOfFile, listed: YamlValue | undefined): AxisValues {
  if (Array.isArray(axis)) return { ok: true, values: Array.isArray(listed) ? listed : [] };
  const { steps, by } = axis;
  const from = written(axis.from);
  const to = written(axis.to);
  if (from === undefined) return fault('from', `"${axis.from}" is neither a number nor a rate`);
  if (to === undefined) return fault('to', `"${axis.to}" is neither a number nor a rate`);
  if ((steps === undefined) === (by === undefined)) {
    return fault(undefined, 'a range needs steps or by, one of them');
  }
  if (steps !== undefined && !Number.isInteger(steps)) return fault('steps', 'steps is a whole number');
  const distance = by === undefined ? undefined : written(by);
  if (by !== undefined && !((distance?.value ?? 0) > 0))
    return fault('by', `"${by}" is not a distance above 0`);
  const span = to.value - from.value;
  if (distance !== undefined && span < 0) return fault('to', 'lies below from; use steps to go down');
  const count = steps ?? Math.floor(span / distance!.value + 1e-9) + 1;
  if (count > axisCountMost)
    return fault(undefined, `has ${count} values; at most ${axisCountMost} are taken`);
  const each = distance?.value ?? span / (count - 1);
  const values = Array.from({ length: count }, (_, k) => textOf(from.value + each * k, from.unit));
  return { ok: true, values };
}

function fault(key: string | undefined, message: string): AxisValues {
  return { ok: false, key, message };
}

type Unit = '%' | 'bp' | '';

/** A number as written, in units of the program (fractions for rates). */
function written(text: string): { value: number; unit: Unit } | undefined {
  const unit: Unit = /bps?$/i.test(text) ? 'bp' : /[%\uff05]$/.test(text) ? '%' : '';
  if (unit !== '') {
    const parsed = parseRate(text, { min: -1, max: 10 });
    return parsed.ok ? { value: parsed.rate.value, unit } : undefined;
  }
  if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text)) return undefined;
  return { value: Number(text), unit };
}

/** Twelve digits: steps of 0.1 stay what they look like. */
function textOf(value: number, unit: Unit): string {
  const scale = unit === '%' ? 100 : unit === 'bp' ? 10_000 : 1;
  const digits = Number((value * scale).toPrecision(12));
  // Digits below 1e-12 are noise of the steps, and an exponent is no rate.
  return `${plain(Math.abs(digits) < 1e-12 ? 0 : digits)}${unit}`;
}

function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}
