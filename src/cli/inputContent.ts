/** What a file is read as, and how large it may be. */
export interface InputKind {
  /** In messages: "tape", "deal file". */
  readonly what: string;
  readonly limitBytes: number;
}

const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a workbook or zip archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook; export the sheet as CSV'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file; export it as CSV'],
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
    return { code: 'binary', message: `is a binary file, not a text ${kind.what}` };
  }
  return undefined;
}
