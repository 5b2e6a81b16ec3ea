import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

// The arrows between rooms, as dependency-cruiser rules. Imports only point up (ARCHITECTURE.md).

const rooms: Record<string, string[]> = {
  basics: [],
  numerics: [],
  deal: ['basics'],
  collateral: ['basics', 'numerics'],
  waterfall: ['basics', 'deal', 'collateral'],
  pricing: ['basics', 'numerics', 'deal', 'collateral', 'waterfall'],
  scenarios: ['basics', 'numerics', 'deal', 'collateral', 'waterfall', 'pricing'],
  cli: ['basics', 'numerics', 'deal', 'collateral', 'waterfall', 'pricing', 'scenarios', 'report'],
};

const arrows = Object.entries(rooms).map(
  ([room, allowed]): IForbiddenRuleType => ({
    name: `${room}-imports`,
    comment: `${room} may import ${allowed.length === 0 ? 'no room' : allowed.join(', ')}; everything else would turn an arrow around`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
  }),
);

const forbidden: IForbiddenRuleType[] = [
  ...arrows,
  {
    name: 'report-imports',
    comment: 'report turns results into tables: it takes types from the rooms, never code',
    severity: 'error',
    from: { path: '^src/report/' },
    to: { path: '^src/', pathNot: '^src/(report|basics)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'two-runners-apart',
    comment: 'the exact and the compiled runner check each other, so they share the plan and no arithmetic',
    severity: 'error',
    from: { path: '^src/waterfall/(exact|compiled)/' },
    to: { path: '^src/waterfall/(exact|compiled)/', pathNot: '^src/waterfall/$1/' },
  },
  {
    name: 'no-cycles',
    comment: 'a cycle is one file in two pieces',
    severity: 'error',
    from: { path: '^src/' },
    to: { circular: true },
  },
  {
    name: 'outside-things-have-doors',
    comment: 'files, processes, threads and sockets appear only in cli and scenarios/distributed',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(cli|scenarios/distributed)/' },
    to: { dependencyTypes: ['core'] },
  },
  ...Object.entries({
    'decimal.js': '^src/basics/money\\.ts$',
    yaml: '^src/basics/yamlTree\\.ts$',
    zod: '^src/(basics/schema|.*[sS]chema)\\.ts$',
    seedrandom: '^src/numerics/seedKey\\.ts$',
    'csv-parse': '^src/collateral/tape/',
    chalk: '^src/cli/',
    commander: '^src/cli/',
    'cli-table3': '^src/(cli|report)/',
  }).map(
    ([name, door]): IForbiddenRuleType => ({
      name: `door-to-${name}`,
      comment: `${name} is used behind ${door} only`,
      severity: 'error',
      from: { path: '^src/', pathNot: door },
      to: { path: `node_modules/${name.replace('.', '\\.')}/` },
    }),
  ),
  {
    name: 'nothing-unresolved',
    comment: 'an import that cannot be resolved was not checked',
    severity: 'error',
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'no-leaning-on-tests',
    comment: 'what ships does not import tests, scripts or benchmarks',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^(test|scripts|bench)/' },
  },
];

export const cruiseOptions: ICruiseOptions = {
  ruleSet: { forbidden },
  validate: true,
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  combinedDependencies: true,
};

export const resolveOptions = {
  conditionNames: ['source', 'import', 'default', 'node'],
  exportsFields: ['exports'],
  extensions: ['.ts', '.js', '.json'],
  extensionAlias: { '.js': ['.ts', '.js'] },
};
