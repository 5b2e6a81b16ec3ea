import type { CanonicalName } from './canonicalColumns.js';
import { paymentFrequencyOf, repaymentTypeOf, statusClassOf } from './loanWords.js';
import type { TextCells } from './tapeCells.js';

/** Columns whose words mean something to a projection. */
export const vocabularyColumns = ['repaymentType', 'paymentFrequency', 'status'] as const;
export type VocabularyColumn = (typeof vocabularyColumns)[number];

export function isVocabularyColumn(name: CanonicalName): name is VocabularyColumn {
  return vocabularyColumns.some((column) => column === name);
}

export function isKnownWord(name: VocabularyColumn, word: string): boolean {
  switch (name) {
    case 'repaymentType':
      return repaymentTypeOf(word) !== undefined;
    case 'paymentFrequency':
      return paymentFrequencyOf(word) !== undefined;
    case 'status':
      return statusClassOf(word) !== undefined;
    default:
      return name satisfies never;
  }
}

/**
 * Whether at least nine tenths of the filled cells are known words. Then an unknown word is a fault of its row;
 * otherwise the tape speaks another language and the column as a whole is only a label.
 */
export function isMostlyKnown(name: VocabularyColumn, texts: TextCells): boolean {
  const known = texts.labels.map((label) => isKnownWord(name, label));
  let filledCount = 0;
  let knownCount = 0;
  texts.codes.forEach((code, row) => {
    if (code === 0) return;
    const count = texts.counts?.[row] ?? 1;
    filledCount += count;
    if (known[code - 1]) knownCount += count;
  });
  return knownCount >= filledCount * 0.9;
}
