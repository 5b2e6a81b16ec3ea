/** What a file is read as, and how large it may be. */
export interface InputKind {
  /** In messages: "tape", "deal file". */
  readonly what: string;
  readonly limitBytes: number;
  /** Rows and columns, which a deal file has not. */
  readonly table?: true;
}

const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a workbook or zip archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook; export the sheet as CSV'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file; export it as CSV'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive; unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58], 'an xz archive; unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive; unpack it first'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive; unpack it first'],
  [[0x52, 0x61, 0x72, 0x21], 'a rar archive; unpack it first'],
];

/** Text of another kind: a download that ended on a page to sign in, an answer of a service. */
const otherTexts: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype html|html)/i, 'a web page (HTML), perhaps one to sign in'],
  [/^\s*<\?xml/i, 'an XML document; export it as CSV'],
  [/^\s*[[{]\s*[{["]\s*"?\w/, 'a JSON document; export it as CSV'],
];

/**
 * Empty or binary content, told before any reader sees it. UTF-16 has zero bytes and says so by its mark.
 */
export function contentFault(
  bytes: Uint8Array,
  kind: InputKind,
): { code: string; message: string } | undefined {
  if (bytes.length === 0) return { code: 'empty', message: `is empty; a ${kind.what} needs content` };
  for (const [mark, what] of signatures) {
    if (mark.every((byte, i) => bytes[i] === byte)) {
      return { code: 'binary', message: `is ${what}` };
    }
  }
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!isUtf16 && bytes.subarray(0, 8192).includes(0)) {
    return { code: 'binary', message: `is a binary file, not a text ${kind.what}${unmarkedUtf16(bytes)}` };
  }
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 256)).replace(/^\u00ef\u00bb\u00bf/, '');
  const other = kind.table === true ? otherTexts.find(([pattern]) => pattern.test(start)) : undefined;
  return other === undefined ? undefined : { code: 'not-a-table', message: `is ${other[1]}` };
}

/** Every other byte zero at the start. */
function unmarkedUtf16(bytes: Uint8Array): string {
  const first = bytes.subarray(0, 16);
  const zeroAt = (place: 0 | 1) =>
    first.length === 16 && first.every((byte, i) => (byte === 0) === (i % 2 === place));
  return zeroAt(0) || zeroAt(1) ? ' (UTF-16 needs its byte order mark; save it as UTF-8)' : '';
}
