/**
 * Text from a file, fit for one line of a message: control characters, line breaks and direction marks are
 * written as escapes (a tape must not steer the reader's terminal), and what is longer than `limit` is cut.
 */
export function printable(text: string, limit = 60): string {
  const cut = text.length > limit ? `${wholeCharacters(text, limit)}…` : text;
  return cut.replace(unprintable, (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** `"text"`, printable, in the quotes that messages use. */
export function quoted(text: string, limit = 60): string {
  return `"${printable(text, limit)}"`;
}

// Controls, zero-width and direction characters, line separators, lone surrogates, byte-order mark.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

function wholeCharacters(text: string, limit: number): string {
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
