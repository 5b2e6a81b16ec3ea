import { textWidth } from './textWidth.js';

/**
 * A scenario's name for a table: of a cell of a grid the last word of each path (`deep multiple=2 rate=60%`), cut to
 * the width. Machine formats have the whole name.
 */
export function shortName(name: string, width: number): string {
  const cell = /^(.*)\[(.*)\]$/s.exec(name);
  const text =
    cell === null ? name : `${cell[1]} ${cell[2]!.replace(/[\w.]*\.(\w+)=/g, '$1=').replaceAll(',', ' ')}`;
  if (textWidth(text) <= width) return text;
  const characters = [...text];
  while (textWidth(characters.join('')) > width - 1) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
