import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseDate } from '#basics/calendarDate.js';
import { effectiveAnnual, nominal } from '#pricing/cashflow/compounding.js';
import { type BondBasis, bondBases, couponBondPrice, couponBondYield } from '#pricing/cashflow/couponBond.js';
import { rateSensitivity } from '#pricing/cashflow/duration.js';
import { presentValue } from '#pricing/cashflow/presentValue.js';
import { actual365Flows, periodicFlows } from '#pricing/cashflow/timedFlows.js';
import { weightedAverageLife } from '#pricing/cashflow/weightedAverageLife.js';
import { internalRateOfReturn, yieldToMaturity } from '#pricing/cashflow/yieldToMaturity.js';

// Sources stand in the files.
const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../fixtures/reference/pricing/${name}.json`, import.meta.url), 'utf8'),
  );
const bonds = read('bonds');
const tranches = read('tranches');
const analytics = read('analytics');
const date = (text: string) => parseDate(text)!;

/** Level coupons of 100 and the face at the end. */
const bondAmounts = (coupon: number, years: number, perYear: number) =>
  Array.from(
    { length: years * perYear },
    (_, k) => (100 * coupon) / perYear + (k === years * perYear - 1 ? 100 : 0),
  );

const { expected: notePrices, inputs: noteInputs } = bonds.notePrices;

it.each([
  ['senior', noteInputs.senior_coupon],
  ['sub', noteInputs.sub_coupon],
])('%s note of the source documents at 5 %%', (name, coupon) => {
  const expected = notePrices[name];
  const quarterly = periodicFlows(bondAmounts(coupon, 2, 4), 4);
  const annual = periodicFlows(bondAmounts(coupon, 2, 1), 1);
  const rate = notePrices.market_rate;
  expect(presentValue(annual, rate, effectiveAnnual)).toBeCloseTo(expected.annual_pay, 6);
  expect(presentValue(quarterly, rate, nominal(4))).toBeCloseTo(expected.quarterly_nominal, 6);
  expect(presentValue(quarterly, rate, effectiveAnnual)).toBeCloseTo(expected.quarterly_effective, 6);
  const atMaturity = { years: [2], amounts: [100 * (1 + coupon) * (1 + coupon)] };
  expect(presentValue(atMaturity, rate, effectiveAnnual)).toBeCloseTo(expected.at_maturity_compound, 6);
});

it('subordinated note with a ten per cent default risk, recovery at the end or the middle of the year', () => {
  const survival = Math.sqrt(1 - noteInputs.pd_2y);
  const recovered = 100 * noteInputs.recovery * (1 - survival);
  const coupon = 100 * noteInputs.sub_coupon;
  for (const [delay, expected] of [
    [0, notePrices.sub_with_default],
    [0.5, notePrices.sub_with_default_midyear],
  ] as const) {
    const flows = {
      years: [1, 2, 1 - delay, 2 - delay],
      amounts: [coupon * survival, (100 + coupon) * survival ** 2, recovered, recovered * survival],
    };
    expect(presentValue(flows, 0.05, effectiveAnnual)).toBeCloseTo(expected, 6);
  }
});

it('price, durations and convexity of six bonds at 9 % semiannual', () => {
  const { inputs, expected, tolerance } = bonds.durationTable;
  inputs.bonds.forEach(([coupon, years]: [number, number], i: number) => {
    const flows = periodicFlows(bondAmounts(coupon, years, 2), 2);
    const found = rateSensitivity(flows, inputs.yield, nominal(2))!;
    const row = [found.presentValue, found.macaulayDuration, found.modifiedDuration, found.convexity];
    row.forEach((value, k) => {
      expect(Math.abs(value - expected.rows[i][k])).toBeLessThan(tolerance.abs);
    });
    const yielded = yieldToMaturity(flows, found.presentValue, nominal(2));
    expect(yielded.found && yielded.rate).toBeCloseTo(inputs.yield, 12);
  });
});

it('clean price of a bond between coupon dates, on five bases, and the yield back', () => {
  const { inputs, expected } = bonds.priceYield;
  inputs.basis.forEach((number: number, i: number) => {
    const found = couponBondPrice(bond(inputs.maturity, bondBases[number]!), inputs.yield);
    expect(found.clean).toBeCloseTo(expected.price_by_basis[i], 9);
    expect(found.dirty - found.accruedInterest).toBe(found.clean);
  });
  const yielded = couponBondYield(bond(inputs.maturity2, '30/360us'), inputs.price2);
  expect(yielded.found && yielded.rate).toBeCloseTo(expected.yield_, 6);
  function bond(maturity: string, basis: BondBasis) {
    const dates = { settlement: date(inputs.settle), maturity: date(maturity) };
    return { ...dates, coupon: inputs.coupon, redemption: 100, perYear: 2, basis } as const;
  }
});

it('value and return of dated flows', () => {
  const { inputs, expected, tolerance } = bonds.datedReturn;
  const flows = dated(inputs.dates[0], inputs.dates, inputs.values);
  const found = internalRateOfReturn(flows, effectiveAnnual);
  expect(Math.abs((found.found ? found.rate : Number.NaN) - expected.xirr)).toBeLessThan(tolerance.abs);
  expect(Math.abs(presentValue(flows, inputs.rate, effectiveAnnual) - expected.xnpv_9pct)).toBeLessThan(1e-6);
});

it.each(['A', 'B', 'C'])('class %s of a priced three-class deal', (name) => {
  const { inputs, expected, peerPrices, tolerance } = tranches;
  const dates = inputs.flows.map((flow: { date: string }) => flow.date);
  const part = (kind: string) =>
    inputs.flows.map((flow: Record<string, Record<string, number>>) => flow[name]![kind]!);
  const principal = part('principal');
  const flows = dated(
    inputs.priceDate,
    dates,
    part('interest').map((interest: number, k: number) => interest + principal[k]),
  );
  const own = expected[name];
  const found = rateSensitivity(flows, inputs.flatRate, effectiveAnnual)!;
  expect(Math.abs(found.presentValue / own.pv - 1)).toBeLessThan(tolerance.pvRelative);
  expect((100 * found.presentValue) / inputs.balances[name]).toBeCloseTo(peerPrices[name], 5);
  expect(Math.abs(found.macaulayDuration - own.macaulayDuration)).toBeLessThan(tolerance.duration);
  expect(Math.abs(found.convexity - own.convexity)).toBeLessThan(tolerance.duration);
  expect(Math.abs(weightedAverageLife(flows.years, principal)! - own.walYears)).toBeLessThan(2e-6);
});

it('life, duration, return and convexity of short dated flows', () => {
  const { inputs, expected, tolerance } = analytics;
  const split = (flows: [string, number][]) =>
    [flows.map(([day]) => day), flows.map(([, amount]) => amount)] as const;
  const wal = split(inputs.wal.flows);
  expect(weightedAverageLife(dated(inputs.wal.asOf, ...wal).years, wal[1])).toBeCloseTo(expected.walYears, 9);
  inputs.duration.forEach((item: { asOf: string; rate: number; flows: [string, number][] }, i: number) => {
    const found = rateSensitivity(dated(item.asOf, ...split(item.flows)), item.rate, effectiveAnnual)!;
    expect(Math.abs(found.macaulayDuration - expected.duration[i])).toBeLessThan(tolerance);
  });
  inputs.xirr.forEach((flows: [string, number][], i: number) => {
    const found = internalRateOfReturn(dated(flows[0]![0], ...split(flows)), effectiveAnnual);
    expect(Math.abs((found.found ? found.rate : Number.NaN) - expected.xirr[i])).toBeLessThan(tolerance);
  });
  const bullet = inputs.convexityBullet;
  const found = rateSensitivity(dated(bullet.asOf, ...split(bullet.flows)), bullet.rate, effectiveAnnual)!;
  expect(Math.abs(found.convexity - expected.convexityBullet)).toBeLessThan(tolerance);
});

function dated(asOf: string, dates: readonly string[], amounts: readonly number[]) {
  return actual365Flows(
    date(asOf),
    dates.map((text, k) => ({ date: date(text), amount: amounts[k]! })),
  );
}

it('coupons stay at month ends when maturity is one, as in spreadsheets', () => {
  // Coupons on 28 February and 31 August: 183 of 184 days have accrued, and two coupons are left.
  const bond = {
    settlement: date('2026-08-30'),
    maturity: date('2027-02-28'),
    coupon: 0.08,
    redemption: 100,
    perYear: 2,
    basis: 'act/act',
  } as const;
  const { accruedInterest, dirty } = couponBondPrice(bond, 0.05);
  expect(accruedInterest).toBeCloseTo((4 * 183) / 184, 12);
  const broken = 1.025 ** (-1 / 184);
  expect(dirty).toBeCloseTo(4 * broken + (104 * broken) / 1.025, 10);
});
