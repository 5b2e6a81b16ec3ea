import { formatMoney } from '#basics/money.js';
import type { Problem } from '#basics/problem.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import type { SizedDeal } from '#scenarios/size/sizeDeal.js';
import type { PlanNote } from '#waterfall/paymentPlan.js';
import type { SizeDocument, SizedNote } from './documents/sizeSchema.js';
import { problemRecords, type RunInputs, runRecord } from './runRecord.js';
import { tapeSummary } from './tapeSummary.js';

export interface SizeFacts {
  readonly scenario: ResolvedScenario;
  readonly sized: SizedDeal;
  /** Of the deal that was found. */
  readonly notes: readonly PlanNote[];
  readonly dealFile: string;
  readonly problems: readonly Problem[];
}

/** The JSON document of a sizing; the terminal report is made from it. */
export function sizeDocument(
  { scenario, sized, notes, dealFile, problems }: SizeFacts,
  run: Pick<RunInputs, 'version' | 'inputs' | 'options' | 'assumptions'>,
): SizeDocument {
  const { verification, term } = sized;
  const pool = scenario.plan.poolBalance.value;
  return {
    schema: 'abs/size/1',
    run: runRecord({ ...run, seed: sized.sample.seed, asOf: scenario.asOf }),
    tape: tapeSummary(scenario.tape.report),
    deal: scenario.terms.name,
    feasible: sized.infeasible.length === 0,
    infeasible: sized.infeasible.map((limit) => ({ ...limit })),
    notMonotone: [...sized.notMonotone],
    notes: notes.map((note, i) => noteRecord(note, i, sized, pool, scenario.plan.decimals)),
    fundingCost: sized.cost,
    reserves: sized.reserves.map(({ share, shares, cost }) => ({
      share,
      shares: [...shares],
      fundingCost: cost,
    })),
    frontier: sized.frontier.map((point) => ({ ...point, averageLife: point.averageLife ?? null })),
    term: { ...term, candidates: term.candidates.map((candidate) => ({ ...candidate })) },
    sample: { ...sized.sample },
    verification:
      verification === undefined
        ? null
        : {
            seed: verification.seed,
            paths: verification.paths,
            holds: verification.limits.every(({ holds }) => holds),
            limits: verification.limits.map((limit) => ({ ...limit })),
            notes: verification.prices.notes.map((note) => ({
              name: note.name,
              price: note.price,
              priceStandardError: note.priceStandardError,
              yield: note.yield,
            })),
          },
    dealFile,
    problems: problemRecords(problems),
  };
}

function noteRecord(
  note: PlanNote,
  index: number,
  sized: SizedDeal,
  pool: number,
  decimals: number,
): SizedNote {
  const binding = sized.binding.find((found) => found.note === note.name);
  const outcome = sized.outcomes[index]!;
  const residual = note.kind === 'residual';
  return {
    name: note.name,
    kind: note.kind,
    share: note.openingBalance.value / pool,
    shareStandardError: binding?.shareStandardError ?? null,
    balance: formatMoney(note.openingBalance.exact, decimals),
    coupon: residual ? null : note.couponRate,
    binding: binding?.limit ?? null,
    expectedLoss: residual ? null : outcome.expectedLoss,
    expectedLossStandardError: residual ? null : outcome.expectedLossStandardError,
    lossProbability: residual ? null : outcome.lossProbability,
    lossProbabilityStandardError: residual ? null : outcome.lossProbabilityStandardError,
    averageLife: outcome.averageLife ?? null,
  };
}
