/**
 * Strict UTF-8 of a piece that begins and ends between characters: nothing overlong, no surrogates, nothing beyond
 * U+10FFFF, no sequence cut. Source: The Unicode Standard, table 3-7.
 */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const byte = bytes[at]!;
    const size = byte < 128 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (size > 1 && (at + size > end || !isSequence(bytes, at, size))) return false;
    at += size;
  }
  return true;
}

function isSequence(bytes: Uint8Array, at: number, size: number): boolean {
  const first = bytes[at]!;
  const second = bytes[at + 1]!;
  if (first < 0xc2 || first > 0xf4) return false;
  for (let i = 1; i < size; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return false;
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second <= 0x9f;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second <= 0x8f;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Short plain texts are made faster by hand than by a decoder. */
export function decodeBytes(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > 24) return decoder.decode(bytes.subarray(start, end));
  for (let i = start; i < end; i++) if (bytes[i]! > 127) return decoder.decode(bytes.subarray(start, end));
  let text = '';
  let at = start;
  for (; at + 4 <= end; at += 4)
    text += String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!);
  for (; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}
