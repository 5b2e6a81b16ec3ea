import type { Outcome } from '#basics/problem.js';
import { parseScenarioFile } from '../parseScenarioFile.js';
import type { ScenarioBlock } from '../scenarioBlock.js';
import { libraryText } from './libraryText.js';

/** The shipped scenarios, in the order in which they are listed. */
export function libraryBlocks(): Outcome<readonly ScenarioBlock[]> {
  return parseScenarioFile(libraryText, 'library', []);
}
