import { gunzipSync } from 'node:zlib';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { contentFault, type InputKind } from './inputContent.js';

/** A tape's own text, and what it was unpacked from, for the evidence. */
export interface UnpackedTape {
  readonly bytes: Uint8Array;
  readonly from: string | undefined;
  readonly isSheet: boolean;
}

/** Unpacks gzip and takes the sheet out of a workbook; other content passes as it is. One layer only. */
export async function unpackTape(
  bytes: Uint8Array,
  name: string,
  kind: InputKind,
  sheet: string | undefined,
): Promise<Outcome<UnpackedTape>> {
  if (isGzip(bytes)) {
    const text = gunzip(bytes, name, kind);
    if (!text.ok) return text;
    if (isZip(text.value)) return workbook(text.value, name, sheet, 'gzip, ');
    return checked(text.value, name, kind, 'gzip');
  }
  if (isZip(bytes)) return workbook(bytes, name, sheet, '');
  if (sheet !== undefined) {
    return failed([problem('error', 'conflict', '--sheet', `${name} is no workbook and has no sheets`)]);
  }
  return checked(bytes, name, kind, undefined);
}

function checked(
  bytes: Uint8Array,
  name: string,
  kind: InputKind,
  from: string | undefined,
): Outcome<UnpackedTape> {
  const fault = contentFault(bytes, kind);
  if (fault === undefined) return succeeded({ bytes, from, isSheet: false });
  return failed([problem('error', fault.code, name, fault.message)]);
}

async function workbook(
  bytes: Uint8Array,
  name: string,
  sheet: string | undefined,
  around: string,
): Promise<Outcome<UnpackedTape>> {
  const { sheetText } = await import('./workbookSheet.js');
  const read = await sheetText(bytes, name, sheet);
  if (!read.ok) return read;
  const from = `${around}sheet "${read.value.sheet}" of a workbook`;
  return succeeded({ bytes: read.value.bytes, from, isSheet: true });
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Tapes shrink to a tenth; nothing that shrinks to a hundredth of this much is one. */
const ratioMost = 100;
const alwaysUnpacked = 64_000_000;

/** A small archive can hold a huge file: unpacking stops at what a tape of that size can be. */
function gunzip(bytes: Uint8Array, name: string, kind: InputKind): Outcome<Uint8Array> {
  const most = Math.min(kind.limitBytes, Math.max(alwaysUnpacked, ratioMost * bytes.length));
  try {
    return succeeded(gunzipSync(bytes, { maxOutputLength: most }));
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    const limit = `${Math.floor(most / 1_000_000)} MB`;
    const why =
      most < kind.limitBytes ? `, ${ratioMost} times its size; unpack it first if it is a tape` : '';
    const message = tooLarge
      ? `unpacks to more than a ${kind.what} may have (${limit}${why})`
      : 'is a gzip archive that is damaged or cut off';
    return failed([problem('error', tooLarge ? 'too-large' : 'bad-gzip', name, message)]);
  }
}
