import type { SyntheticLoan } from '../syntheticPool.js';

/**
 * A revolving deal priced the slow way, sharing nothing with the engine: every loan is an object that lives month by
 * month, bought ones among them. Monthly payments on month ends; class A by interest, then purchases at a price, then
 * principal; the rest is residual. Random numbers by xorshift32 and Box–Muller.
 */
export interface BruteForceCase {
  readonly loans: readonly (SyntheticLoan & { readonly annualDefaultRate: number })[];
  readonly correlation: number;
  readonly cpr: number;
  readonly recoveryRate: number;
  readonly lagMonths: number;
  readonly riskFree: number;
  readonly noteShare: number;
  readonly coupon: number;
  readonly purchaseMonths: number;
  readonly price: number;
  readonly defaultLimit: number;
  readonly periods: number;
  readonly paths: number;
}

interface Living {
  balance: number;
  readonly rate: number;
  left: number;
  /** Months it lives before it defaults. */
  survives: number;
}

export interface Estimate {
  readonly mean: number;
  readonly error: number;
  readonly deviation: number;
}

export interface BruteForcePrices {
  readonly notes: Estimate[];
  readonly defaults: Estimate;
  /** Cash spent on loans; and the share of paths that buy nothing on the last date. */
  readonly spent: Estimate;
  readonly endedEarly: Estimate;
}

export function bruteForcePrices(what: BruteForceCase): BruteForcePrices {
  const random = generator(20_261_121);
  const pool = what.loans.reduce((sum, { balance }) => sum + balance, 0);
  const samples: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
  for (let path = 0; path < what.paths; path++) {
    const { a, r, defaulted, spent, endedEarly } = onePath(what, pool, random);
    samples[0].push((100 * a) / (what.noteShare * pool));
    samples[1].push((100 * r) / ((1 - what.noteShare) * pool));
    samples[2].push(defaulted / pool);
    samples[3].push(spent);
    samples[4].push(endedEarly ? 1 : 0);
  }
  const [a, r, defaults, spent, endedEarly] = samples.map(estimate);
  return { notes: [a!, r!], defaults: defaults!, spent: spent!, endedEarly: endedEarly! };
}

function onePath(what: BruteForceCase, pool: number, random: Random) {
  const factor = random.normal();
  const size = what.loans.reduce((sum, { balance }) => sum + balance * balance, 0) / pool;
  const bear = (loan: BruteForceCase['loans'][number], balance: number): Living => {
    const latent = Math.sqrt(what.correlation) * factor + Math.sqrt(1 - what.correlation) * random.normal();
    // It has defaulted by month t where Φ(latent) ≤ 1 − (1 − rate)^(t / 12).
    const month = (12 * Math.log(1 - normalCdf(latent))) / Math.log(1 - loan.annualDefaultRate);
    return { balance, rate: loan.rate, left: loan.term, survives: Math.ceil(month) - 1 };
  };
  let living = what.loans.map((loan) => bear(loan, loan.balance));
  const recoveries = new Float64Array(what.periods + what.lagMonths + 1);
  let note = what.noteShare * pool;
  let defaulted = 0;
  let spent = 0;
  let endedEarly = false;
  let a = 0;
  let r = 0;
  for (let t = 1; t <= what.periods; t++) {
    const month = liveOneMonth(living, what.cpr);
    living = living.filter(({ balance, left }) => balance > 0 && left > 0);
    defaulted += month.defaulted;
    recoveries[t + what.lagMonths]! += what.recoveryRate * month.defaulted;
    let cash = month.interest + month.principal + recoveries[t]!;
    const discount = (1 + what.riskFree / 12) ** -t;
    const interest = Math.min(cash, (note * what.coupon) / 12);
    cash -= interest;
    a += discount * interest;
    if (t <= what.purchaseMonths && defaulted <= what.defaultLimit * pool) {
      spent += cash;
      living.push(...bought(what, cash / what.price, size, bear, random));
      continue;
    }
    endedEarly ||= t === what.purchaseMonths;
    const principal = Math.min(cash, note);
    note -= principal;
    a += discount * principal;
    r += discount * (cash - principal);
  }
  return { a, r, defaulted, spent, endedEarly };
}

/** Independent draws by balance, of equal amounts whose number keeps the sum of squares. */
function bought(
  what: BruteForceCase,
  principal: number,
  size: number,
  bear: (loan: BruteForceCase['loans'][number], balance: number) => Living,
  random: Random,
): Living[] {
  if (principal <= 0) return [];
  const count = Math.max(1, Math.round(principal / size));
  const pool = what.loans.reduce((sum, { balance }) => sum + balance, 0);
  return Array.from({ length: count }, () => {
    let position = random.uniform() * pool;
    const loan = what.loans.find(({ balance }) => (position -= balance) <= 0) ?? what.loans.at(-1)!;
    return bear(loan, principal / count);
  });
}

function liveOneMonth(living: Living[], cpr: number) {
  const month = { interest: 0, principal: 0, defaulted: 0 };
  const smm = 1 - (1 - cpr) ** (1 / 12);
  for (const loan of living) {
    if (loan.survives <= 0) {
      month.defaulted += loan.balance;
      loan.balance = 0;
      continue;
    }
    loan.survives--;
    const monthly = loan.rate / 12;
    const installment = (loan.balance * monthly) / (1 - (1 + monthly) ** -loan.left);
    const scheduled = loan.left === 1 ? loan.balance : installment - loan.balance * monthly;
    const prepaid = smm * (loan.balance - scheduled);
    month.interest += loan.balance * monthly;
    month.principal += scheduled + prepaid;
    loan.balance -= scheduled + prepaid;
    loan.left--;
  }
  return month;
}

interface Random {
  uniform(): number;
  normal(): number;
}

function generator(seed: number): Random {
  let state = seed;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 4294967296;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** Abramowitz and Stegun 7.1.26, good to 1.5e-7: enough for a simulation. */
function normalCdf(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const upper = (series * Math.exp((-x * x) / 2)) / 2;
  return x < 0 ? upper : 1 - upper;
}

function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return { mean, error: deviation / Math.sqrt(values.length), deviation };
}
