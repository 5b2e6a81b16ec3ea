import type { SourceMapping } from '../sourceMapping.js';
import { chineseBankNotes } from './chineseBankNotes.js';
import { chineseConsumerAbs } from './chineseConsumerAbs.js';
import { ecbAuto } from './ecbAuto.js';
import { ecbConsumer } from './ecbConsumer.js';
import { esmaAuto } from './esmaAuto.js';
import { esmaConsumer } from './esmaConsumer.js';
import { esmaCorporate } from './esmaCorporate.js';
import { esmaEsoteric } from './esmaEsoteric.js';
import { esmaLeasing } from './esmaLeasing.js';
import { esmaResidential } from './esmaResidential.js';
import { fanniePerformance } from './fanniePerformance.js';
import { freddieMonthly } from './freddieMonthly.js';
import { freddieOrigination } from './freddieOrigination.js';
import { freddiePool } from './freddiePool.js';
import { lendingClub } from './lendingClub.js';
import { lendingClubSite } from './lendingClubSite.js';
import { ppdai } from './ppdai.js';
import { prosper } from './prosper.js';
import { secAuto } from './secAuto.js';

/** Sources that are recognized by their headings. */
export const sourceMappings: readonly SourceMapping[] = [
  lendingClub,
  lendingClubSite,
  secAuto,
  prosper,
  chineseConsumerAbs,
  chineseBankNotes,
  ppdai,
  esmaAuto,
  esmaResidential,
  esmaConsumer,
  esmaCorporate,
  esmaLeasing,
  esmaEsoteric,
  ecbConsumer,
  ecbAuto,
  freddiePool,
];

/** Sources without headings, recognized by the width of their rows and the look of a few fields. */
export const headerlessMappings: readonly SourceMapping[] = [
  fanniePerformance,
  freddieMonthly,
  freddieOrigination,
];
