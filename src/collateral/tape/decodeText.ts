import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import type { TapeEncoding } from './tapeOptions.js';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TapeEncoding;
  readonly evidence: string;
}

/**
 * Bytes to text: a byte order mark decides; else strict UTF-8; else GB18030 when that reads the first lines
 * and finds Chinese characters in them; else Windows-1252. Statistical detectors were tried and are wrong on
 * short Chinese headings, so none is used.
 */
export function decodeText(
  bytes: Uint8Array,
  name: string,
  stated?: TapeEncoding | undefined,
): Outcome<DecodedText> {
  const unreadable = notText(bytes, name);
  if (unreadable !== undefined) return failed([unreadable]);
  if (stated !== undefined) return decodeAs(bytes, name, stated);
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) {
    const text = decode(bytes, marked);
    if (text?.includes('\0') === true) return failed([zeroCharacters(name)]);
    if (text !== undefined) return succeeded({ text, encoding: marked, evidence: 'byte order mark' });
    // UTF-8 goes on below: a spreadsheet puts its mark before rows of another encoding.
    if (marked !== 'utf-8') return failed([brokenUtf16(bytes, name)]);
  }
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined) {
    return succeeded({ text: utf8, encoding: 'utf-8', evidence: 'every byte sequence is valid UTF-8' });
  }
  if (hasChineseHeading(bytes)) {
    const text = decode(bytes, 'gb18030');
    if (text !== undefined) {
      const evidence = 'not UTF-8, and the first lines read as Chinese';
      return succeeded({ text, encoding: 'gb18030', evidence });
    }
  }
  const text = decode(bytes, 'windows-1252')!; // every byte is a character there
  return succeeded({ text, encoding: 'windows-1252', evidence: 'not UTF-8, no Chinese in the first lines' });
}

function brokenUtf16(bytes: Uint8Array, name: string): Problem {
  const why =
    bytes.length % 2 === 1 ? 'an odd number of bytes: it was cut off' : 'characters that it has not';
  const message = `the file begins with the byte order mark of UTF-16 and has ${why}`;
  return problem('error', 'bad-encoding', name, message);
}

function zeroCharacters(name: string): Problem {
  const message = 'the file is not text: it has zero characters (UTF-32 is not read; save it as UTF-8)';
  return problem('error', 'not-text', name, message);
}

function decodeAs(bytes: Uint8Array, name: string, encoding: TapeEncoding): Outcome<DecodedText> {
  const text = decode(bytes, encoding);
  return text === undefined
    ? failed([problem('error', 'bad-encoding', name, `the file is not ${encoding} throughout`)])
    : succeeded({ text, encoding, evidence: 'as stated' });
}

/** Undefined when a byte sequence is not allowed. The byte order mark is dropped. */
function decode(bytes: Uint8Array, encoding: TapeEncoding): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return encoding === 'windows-1252' ? withWindowsCharacters(text) : text;
  } catch {
    return undefined;
  }
}

/** Bytes 0x80 to 0x9f; five are not assigned and stay control characters. */
const windowsCharacters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node's decoder leaves these bytes as Latin-1 control characters in some versions (20 among them). */
function withWindowsCharacters(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (character) => windowsCharacters[character.charCodeAt(0) - 0x80]!);
}

function byteOrderMark(bytes: Uint8Array): TapeEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Two neighboring Chinese characters in the first lines, cut at a line end so that no character is split. */
function hasChineseHeading(bytes: Uint8Array): boolean {
  const end = bytes.subarray(0, 4096).lastIndexOf(10);
  const head = decode(bytes.subarray(0, end < 0 ? bytes.length : end), 'gb18030');
  return head !== undefined && /[\u4e00-\u9fff]{2}/.test(head);
}

const fileKinds: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 3, 4], 'a zip archive or Excel workbook; save the sheet as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook; save the sheet as CSV'],
  [[0x1f, 0x8b], 'gzip-compressed; unpack it first'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document; a tape is a text file with one row a loan'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file; export it as CSV'],
];

function notText(bytes: Uint8Array, name: string): Problem | undefined {
  if (bytes.length === 0) return problem('error', 'empty-file', name, 'the file is empty');
  for (const [start, what] of fileKinds) {
    if (start.every((byte, i) => bytes[i] === byte)) {
      return problem('error', 'not-text', name, `the file is ${what}`);
    }
  }
  const marked = byteOrderMark(bytes);
  const zero = marked === 'utf-16le' || marked === 'utf-16be' ? -1 : bytes.indexOf(0);
  if (zero < 0) return undefined;
  const message = `the file is not text: byte ${zero + 1} is zero (UTF-16 needs a byte order mark)`;
  return problem('error', 'not-text', name, message);
}
