import type { Problem } from '#basics/problem.js';
import type { YamlPath } from '#basics/yamlDocument.js';
import type { DefaultBehavior, PrepaymentBehavior } from '#collateral/assumptions.js';
import type { Assumptions, StatedAssumptions } from './assumptions.js';

/**
 * Where an assumption was stated: `a.yaml:3:5 prepayment.psa` or `--cpr`, by its path inside the resolved
 * assumptions; undefined for what nobody stated.
 */
export type AssumptionPlaces = (path: string) => string | undefined;

/** Which flag an assumption came from, by the path that it stands under. */
export type FlagOrigins = readonly (readonly [path: string, origin: string])[];

export function assumptionPlaces(
  stated: StatedAssumptions,
  assumptions: Assumptions,
  flagOrigins: FlagOrigins,
): AssumptionPlaces {
  return (text) => {
    const flagged = flagOrigins.find(
      ([path, origin]) => origin.startsWith('flag ') && (text === path || text.startsWith(`${path}.`)),
    );
    if (flagged !== undefined) return flagged[1].split(' ')[1]!;
    return stated.placeOf(filePath(pathOf(text), assumptions));
  };
}

/** Problems whose place is an assumption get the place in the file; those about one as well name it. */
export function placeProblems(problems: readonly Problem[], places: AssumptionPlaces): Problem[] {
  return problems.map(({ severity, code, at, message, about }) => {
    const there = about === undefined ? undefined : places(about);
    return {
      severity,
      code,
      at: isAssumption(at) ? (places(at) ?? at) : at,
      message: there === undefined ? message : `${message}; see ${there}`,
    };
  });
}

const groups =
  'order|model|pdDeviation|correlation|rates|prepayment|default|recovery|segments|partialPrepayment|prepaymentPenalty|delinquency|payables|creditLines|providers|ratings|indexRates|fixedRateStress';
const assumptionPath = new RegExp(`^(?:${groups})(?:[.[]|$)`);

/** A place on a tape has a line after its name; the path of an assumption never does. */
function isAssumption(at: string): boolean {
  return assumptionPath.test(at) && !/:\d+:/.test(at);
}

function pathOf(text: string): YamlPath {
  return (text.match(/\d+(?=\])|[^.[\]]+/g) ?? []).map((step, i, steps) =>
    /^\d+$/.test(step) && i > 0 && text.includes(`${steps[i - 1]}[${step}]`) ? Number(step) : step,
  );
}

/** A file nests what the assumption of a kind holds flat: `default.rates[2]` is `default.vector.rates[2]` there. */
function filePath(path: YamlPath, assumptions: Assumptions): YamlPath {
  if (path[0] === 'segments' && typeof path[1] === 'number') {
    const segment = assumptions.segments?.[path[1]];
    return [...path.slice(0, 2), ...behaviorPath(path.slice(2), segment ?? {})];
  }
  return behaviorPath(path, assumptions);
}

function behaviorPath(
  path: YamlPath,
  part: { readonly prepayment?: PrepaymentBehavior; readonly default?: DefaultBehavior },
): YamlPath {
  const [group, ...rest] = path;
  const behavior = group === 'prepayment' ? part.prepayment : group === 'default' ? part.default : undefined;
  if (group === undefined || behavior === undefined || behavior.kind === 'none') return path;
  return [group, ...keysInFile(behavior.kind, rest)];
}

type Kind = PrepaymentBehavior['kind'] | DefaultBehavior['kind'];

function keysInFile(kind: Kind, rest: YamlPath): YamlPath {
  switch (kind) {
    case 'vector':
    case 'curve':
    case 'regression':
      return rest[0] === 'noneInLastMonths' ? rest : [kind, ...rest];
    case 'by-term':
      return ['byTerm', ...rest];
    case 'before-due':
      return ['beforeDue'];
    case 'cumulative':
      return rest[0] === 'months' ? rest : ['cumulative'];
    case 'tape':
      return rest.length === 0 ? ['multiple'] : rest;
    default:
      return rest.length === 0 ? [kind] : rest;
  }
}
