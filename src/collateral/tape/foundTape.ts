import type { DecodedText } from './decodeText.js';
import { type DetectedDelimiter, detectDelimiter } from './detectDelimiter.js';
import type { TapeBlocks } from './tapeBlocks.js';
import type { TapeLayout } from './tapeLayout.js';
import type { TapeOptions } from './tapeOptions.js';

/** A tape whose headings and rows have been found. */
export interface FoundTape {
  readonly decoded: Pick<DecodedText, 'encoding' | 'evidence'>;
  readonly detected: DetectedDelimiter;
  readonly layout: Omit<TapeLayout, 'rows'>;
  readonly blocks: TapeBlocks;
}

export function delimiterOf(text: string, options: TapeOptions): DetectedDelimiter {
  return options.delimiter === undefined
    ? detectDelimiter(text)
    : { delimiter: options.delimiter, evidence: 'as stated' };
}
