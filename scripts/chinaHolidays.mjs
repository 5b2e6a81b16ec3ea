// Writes src/basics/chinaHolidayData.ts from the package chinese-days, which carries the yearly notices of the
// State Council. Run after the package has a new year: node scripts/chinaHolidays.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The package's lunar dates move with the time zone of the machine; in UTC they are right.
process.env.TZ = 'UTC';

const require = createRequire(import.meta.url);
const { getSolarDateFromLunar, getSolarTermDate } = require('chinese-days');
const { version } = JSON.parse(readFileSync(require.resolve('chinese-days/package.json'), 'utf8'));
const data = JSON.parse(readFileSync(require.resolve('chinese-days/dist/chinese-days.json'), 'utf8'));

const years = [...new Set(Object.keys(data.holidays).map((day) => day.slice(0, 4)))].sort();
const published = years.map((year) => {
  const days = (map) =>
    Object.keys(map)
      .filter((day) => day.startsWith(year))
      .sort()
      .map((day) => day.slice(5).replace('-', ''));
  return `  ${year}: { closed: '${ranges(days(data.holidays))}', open: '${days(data.workdays).join(' ')}' },`;
});

const projected = [];
for (let year = Number(years.at(-1)) + 1; year <= 2099; year++) {
  const dates = [
    getSolarDateFromLunar(`${year}-01-01`).date,
    getSolarTermDate(year, 4, 'pure_brightness'),
    getSolarDateFromLunar(`${year}-05-05`).date,
    getSolarDateFromLunar(`${year}-08-15`).date,
  ];
  projected.push(`  ${year}: '${dates.map((date) => date.slice(5).replace('-', '')).join(' ')}',`);
}

writeFileSync(
  'src/basics/chinaHolidayData.ts',
  `// Written by scripts/chinaHolidays.mjs from chinese-days ${version} (MIT license); do not edit by hand.

/**
 * Days off by the yearly notices of the State Council's general office (MMDD, or MMDD-MMDD), weekend days among
 * them included, and the make-up weekend days on which people work.
 */
export const publishedYears: Record<number, { readonly closed: string; readonly open: string }> = {
${published.join('\n')}
};

/** Spring Festival, Qingming, Dragon Boat and Mid-Autumn of the years without a notice yet, as MMDD. */
export const lunarFestivals: Record<number, string> = {
${projected.join('\n')}
};
`,
);

function ranges(days) {
  const runs = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && day === next(run.at(-1))) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0]}-${run.at(-1)}`)).join(' ');
}

// No holiday runs over the end of February but Spring Festival, whose runs are split there at most.
function next(day) {
  const lengths = { '01': 31, '02': 28, '04': 30, '06': 30, '09': 30 };
  const [month, date] = [day.slice(0, 2), Number(day.slice(2))];
  return date === (lengths[month] ?? 31)
    ? `${String(Number(month) + 1).padStart(2, '0')}01`
    : `${month}${String(date + 1).padStart(2, '0')}`;
}
