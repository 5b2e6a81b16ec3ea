import type { StressDocument, StressScenario } from './documents/stressSchema.js';
import { formatNumber, formatSmallPercent } from './formatValue.js';
import type { Painter } from './painter.js';
import type { ReportContext } from './reportContext.js';
import { shortName } from './scenarioName.js';
import { stressMessagesFor } from './stressMessages.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';

/** A step of the heat scale: shown as a mark too, since color never carries meaning alone. */
const steps: readonly { readonly below: number; readonly mark: string; readonly paint: keyof Painter }[] = [
  { below: 1e-9, mark: '·', paint: 'good' },
  { below: 0.01, mark: '░', paint: 'warning' },
  { below: 0.05, mark: '▒', paint: 'warning' },
  { below: 0.25, mark: '▓', paint: 'bad' },
  { below: Number.POSITIVE_INFINITY, mark: '█', paint: 'bad' },
];

const rowsMost = 60;
const columnsMost = 12;

/** Scenarios by classes, and each grid of two axes as a matrix of the losses of its most hurt class. */
export function heatTables(document: StressDocument, pair: number, context: ReportContext): string[] {
  const scenarios = document.scenarios.filter((one) => one.pair === pair && one.pool !== null);
  if (scenarios.length < 2 || scenarios.length > rowsMost) return [];
  return [
    byClass(scenarios, context),
    ...document.blocks.flatMap((block) => byAxes(block, scenarios, context)),
  ];
}

function byClass(scenarios: readonly StressScenario[], context: ReportContext): string {
  const words = stressMessagesFor(context.language);
  const { painter } = context;
  const names = scenarios[0]!.notes.map(({ name }) => name);
  const columns: TextColumn[] = [
    { header: words.scenario, align: 'left' },
    ...names.map((header): TextColumn => ({ header, align: 'right' })),
  ];
  const rows = scenarios.map(
    ({ name, notes }): TextRow => ({
      cells: [
        shortName(name, 60),
        ...notes.map(({ price, lossRate }) => {
          const text = price === null ? '–' : formatNumber(price, 2);
          // A residual class is promised nothing; what it lost is seen in its price.
          return lossRate === null ? text : `${text} ${stepOf(lossRate).mark}`;
        }),
      ],
      paints: [undefined, ...notes.map(({ lossRate }) => paintOf(lossRate))],
    }),
  );
  const legend = words.legend
    .split(' · ')
    .map((text, i) => `${steps[i]!.mark} ${text}`.trim())
    .join('  ');
  return [
    painter.heading(words.heatHeading(words.heatFigure)),
    textTable(columns, rows, painter),
    legend,
  ].join('\n');
}

function byAxes(
  { name, axes }: StressDocument['blocks'][number],
  scenarios: readonly StressScenario[],
  context: ReportContext,
): string[] {
  const [down, across] = axes;
  if (axes.length !== 2 || down === undefined || across === undefined) return [];
  if (across.values.length > columnsMost) return [];
  const cellOf = (row: string, column: string): StressScenario | undefined =>
    scenarios.find((one) => one.name === `${name}[${down.path}=${row},${across.path}=${column}]`);
  const worst = mostHurt(scenarios.filter((one) => one.name.startsWith(`${name}[`)));
  if (worst === undefined) return [];
  const { painter, language } = context;
  const words = stressMessagesFor(language);
  const columns: TextColumn[] = [
    { header: `${down.path} \\ ${across.path}`, align: 'left' },
    ...across.values.map((header): TextColumn => ({ header, align: 'right' })),
  ];
  const lossAt = (row: string, column: string): number | null =>
    cellOf(row, column)?.notes.find((note) => note.name === worst)?.lossRate ?? null;
  const rows = down.values.map((row): TextRow => {
    const losses = across.values.map((column) => lossAt(row, column));
    const texts = losses.map((loss) =>
      loss === null ? '–' : `${formatSmallPercent(loss)} ${stepOf(loss).mark}`,
    );
    return { cells: [row, ...texts], paints: [undefined, ...losses.map(paintOf)] };
  });
  return [`${painter.heading(words.gridHeading(worst))}\n${textTable(columns, rows, painter)}`];
}

/** The class with the largest loss anywhere in the grid; the first of equal ones. */
function mostHurt(scenarios: readonly StressScenario[]): string | undefined {
  let most = 0;
  let name: string | undefined;
  for (const note of scenarios.flatMap(({ notes }) => notes)) {
    if (note.lossRate === null || note.lossRate <= most) continue;
    most = note.lossRate;
    name = note.name;
  }
  return name;
}

function stepOf(loss: number): (typeof steps)[number] {
  return steps.find(({ below }) => loss < below) ?? steps.at(-1)!;
}

function paintOf(loss: number | null): keyof Painter | undefined {
  return loss === null ? undefined : stepOf(loss).paint;
}
