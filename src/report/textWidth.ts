/**
 * Columns that a text takes in a terminal: Chinese, Japanese and Korean characters and full-width forms take
 * two, combining marks none. After Unicode Standard Annex 11 (classes W and F), ranges that tapes contain.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character.codePointAt(0)!);
  return width;
}

function characterWidth(code: number): 0 | 1 | 2 {
  if (code < 0x300) return 1;
  if (code <= 0x36f || code === 0x200b || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  return isWide(code) ? 2 : 1;
}

const wideRanges = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
] as const;

function isWide(code: number): boolean {
  return wideRanges.some(([from, to]) => code >= from && code <= to);
}

/** Control characters and direction marks: a tape's text must not steer the terminal. */
const unprintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Cuts to a width, with an ellipsis where something was cut; control characters become spaces. */
export function cutToWidth(text: string, width: number): string {
  const clean = text.replace(unprintable, ' ');
  if (textWidth(clean) <= width) return clean;
  let cut = '';
  let used = 0;
  for (const character of clean) {
    const next = used + textWidth(character);
    if (next > width - 1) break;
    cut += character;
    used = next;
  }
  return `${cut}…`;
}

/** Breaks at spaces so that no line is wider than `width`; a longer word stands alone. */
export function wrapText(text: string, width: number): string[] {
  return wrapParts(text.split(' '), ' ', width);
}

/** Joins parts with a separator and breaks between parts only; the separator ends the line before. */
export function wrapParts(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  const tail = separator.trimEnd();
  let line: string | undefined;
  parts.forEach((part, i) => {
    const longer: string = line === undefined ? part : line + separator + part;
    const isLast = i === parts.length - 1;
    if (line !== undefined && textWidth(isLast ? longer : longer + tail) > width) {
      lines.push(line + tail);
      line = part;
    } else line = longer;
  });
  return line === undefined ? lines : [...lines, line];
}
