import type { Outcome } from '#basics/problem.js';
import { parseScenarioFile } from './parseScenarioFile.js';
import type { ScenarioBlock } from './scenarioBlock.js';

/** What `abs stress` runs when nobody says what: printed with every run that uses it. */
const text = `scenarios:
  - { name: base, description: as assumed }
  - name: defaults
    description: more defaults, less recovered
    grid: { default.multiple: [1.5, 2, 3, 5], recovery.rate: [60%, 40%, 20%] }
  - name: speeds
    grid: { prepayment.cpr: [0%, 5%, 20%, 40%] }
  - name: timing
    description: twice the defaults, early or late
    set: { default: { multiple: 2 } }
    grid: { default.timing: [front, back] }
  - name: rates
    grid: { rates.shift: [-100 bp, 100 bp, 300 bp] }
`;

export function builtInBlocks(): Outcome<readonly ScenarioBlock[]> {
  return parseScenarioFile(text, 'built-in', []);
}
