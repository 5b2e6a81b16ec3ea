import { printable } from '#basics/printable.js';
import { type CheckMessages, checkMessagesFor } from './checkMessages.js';
import { causeText } from './checkReport.js';
import type { CheckDocument, CheckedDeal, RunDifferenceRecord } from './documents/checkSchema.js';

/** The report of a check for machines: JUnit XML, TAP, annotations of GitHub. Their words are English. */
const words: CheckMessages = checkMessagesFor('en');

/** One suite, a case for each deal. The form that CI systems read (no schema of it is official). */
export function junitXml(document: CheckDocument): string {
  const failures = document.deals.filter(isFailure).length;
  const errors = document.deals.filter(({ status }) => status === 'invalid').length;
  const skipped = document.deals.filter(({ status }) => status === 'unchanged').length;
  const counts = `tests="${document.deals.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
  const cases = document.deals.map((deal) => {
    const head = `    <testcase classname="abs check" name="${xml(nameOf(deal))}" file="${xml(deal.deal)}"`;
    const text = `${xml(dealLines(deal, document).join('\n'))}`;
    const message = xml(headline(deal, document));
    if (deal.status === 'invalid')
      return `${head}>\n      <error message="${message}">${text}</error>\n    </testcase>`;
    if (isFailure(deal))
      return `${head}>\n      <failure message="${message}">${text}</failure>\n    </testcase>`;
    if (deal.status === 'unchanged')
      return `${head}>\n      <skipped message="${message}"/>\n    </testcase>`;
    return `${head}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="abs check" ${counts}>`,
    `  <testsuite name="abs check ${xml(document.run.version)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Test Anything Protocol, version 14; details of a failure as comments. */
export function tapText(document: CheckDocument): string {
  const lines = document.deals.flatMap((deal, i) => {
    const ok = isFailure(deal) || deal.status === 'invalid' ? 'not ok' : 'ok';
    const directive = deal.status === 'unchanged' ? ` # SKIP ${words.hints.unchanged}` : '';
    const line = `${ok} ${i + 1} - ${nameOf(deal).replace(/[#\\]/g, '\\$&')}${directive}`;
    return ok === 'ok' ? [line] : [line, ...dealLines(deal, document).map((text) => `# ${text}`)];
  });
  return `TAP version 14\n1..${document.deals.length}\n${lines.map((line) => `${oneLine(line)}\n`).join('')}`;
}

/** Workflow commands of GitHub Actions: a failed deal stands as an error beside the line of its first cause. */
export function githubLines(document: CheckDocument): string {
  return document.deals
    .filter((deal) => isFailure(deal) || deal.status === 'invalid')
    .map((deal) => {
      const at = /:(\d+):(\d+)$/.exec(placeOf(deal) ?? '');
      const place = at === null ? '' : `,line=${at[1]},col=${at[2]}`;
      const file = deal.status === 'orphan' ? deal.baseline : deal.deal;
      const properties = `file=${escaped(file).replace(/:/g, '%3A').replace(/,/g, '%2C')}${place},title=abs check`;
      return `::error ${properties}::${escaped(dealLines(deal, document).join('\n'))}\n`;
    })
    .join('');
}

function isFailure({ status }: CheckedDeal): boolean {
  return status === 'differs' || status === 'no-baseline' || status === 'orphan';
}

function nameOf({ deal, baseline, status }: CheckedDeal): string {
  return status === 'orphan' ? baseline : deal;
}

/** Of the first cause that the deal file states. */
function placeOf({ runs }: CheckedDeal): string | null | undefined {
  return runs.flatMap(({ causes }) => causes).find(({ at }) => at !== null)?.at;
}

function firstCause({ runs }: CheckedDeal) {
  return runs.find(({ causes }) => causes.length > 0)?.causes[0];
}

function headline(deal: CheckedDeal, document: CheckDocument): string {
  const cause = firstCause(deal);
  if (deal.status === 'invalid') return problemsOf(deal, document)[0] ?? words.statuses.invalid;
  if (deal.status !== 'differs' || cause === undefined)
    return words.hints[deal.status] ?? words.statuses[deal.status];
  return `${words.firstCause}: ${causeText(cause, words)}`;
}

function dealLines(deal: CheckedDeal, document: CheckDocument): string[] {
  if (deal.status === 'invalid') return problemsOf(deal, document);
  return [headline(deal, document), ...deal.runs.flatMap(runLines)];
}

function problemsOf({ deal }: CheckedDeal, { problems }: CheckDocument): string[] {
  const folder = deal.includes('/') ? deal.slice(0, deal.lastIndexOf('/') + 1) : '';
  return problems.filter(({ at }) => at.startsWith(folder)).map(({ at, message }) => `${at}: ${message}`);
}

function runLines({ name, causes, cells, figures }: RunDifferenceRecord): string[] {
  const most = 20;
  const lines = [
    ...causes.map((cause) => causeText(cause, words)),
    ...cells.slice(0, most).map((c) => `${c.date} ${c.table} ${c.column}: ${c.before} → ${c.after}`),
    ...figures
      .slice(0, most)
      .map((f) => `${f.group} ${f.figure}: ${f.before} → ${f.after} (± ${f.tolerance})`),
  ];
  const rest = Math.max(0, cells.length - most) + Math.max(0, figures.length - most);
  return [...lines, ...(rest > 0 ? [words.more(rest)] : [])].map((line) =>
    printable(`${words.run} ${name}: ${line}`, 800),
  );
}

/** Characters that XML 1.0 has no way to write become a replacement character. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

function escaped(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
