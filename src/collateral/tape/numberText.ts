/**
 * A number as tapes write it: `-1250.5`, `1.00E+05`, `28,000.00`, `(5,000.00)`, `¥1,000`, `35000 EUR`, `3万`,
 * full-width digits; with `mark` ',' also `1.234,56`. `shift` moves the decimal point (percent is -2), exactly.
 * Undefined for everything else: hexadecimal, NaN, Infinity, misplaced separators, what overflows.
 */
export function readNumber(text: string, mark: '.' | ',', shift: number): number | undefined {
  if (mark === '.' && plain.test(text))
    return finite(shift === 0 ? Number(text) : Number(`${text}e${shift}`));
  if (text.length > longestNumber) return undefined;
  const match = shape.exec(fold(text));
  if (match === null) return undefined;
  const [, open, sign, digits, exponent, tenThousand, close] = match;
  if ((open === undefined) !== (close === undefined)) return undefined;
  const plainDigits = withoutGroups(digits!, mark);
  if (plainDigits === undefined) return undefined;
  const power = Number(exponent ?? 0) + shift + (tenThousand === undefined ? 0 : 4);
  const value = finite(Number(`${plainDigits}e${power}`));
  if (value === undefined || value === 0) return value;
  return (open !== undefined) !== (sign === '-') ? -value : value;
}

/** No amount is longer; a limit also keeps the pattern below from working through a hostile cell. */
const longestNumber = 80;
const plain = /^-?\d{1,40}(?:\.\d{1,40})?$/;
const currency = '(?:[$€£¥]|元|圆|[A-Z]{3}|RMB)';
const shape = new RegExp(
  `^(\\()?\\s*(?:${currency}\\s*)?([-+])?\\s*(?:${currency}\\s*)?(\\d[\\d.,' ]{0,60}|[.,]\\d{1,40})(?:[eE]([-+]?\\d{1,4}))?\\s*(万)?\\s*(?:${currency}|元)?\\s*(\\))?$`,
);

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function fold(text: string): string {
  return /^[\x20-\x7e]*$/.test(text)
    ? text.trim()
    : text
        .normalize('NFKC')
        .replace(/\u2212/g, '-')
        .trim();
}

const groupedByComma = /^\d{1,3}(?:,\d{3})+(\.\d*)?$/;
const groupedByDot = /^\d{1,3}(?:\.\d{3})+(,\d*)?$/;
const groupedByMark = /^\d{1,3}(?:[' ]\d{3})+([.,]\d*)?$/;

/** Digits with a dot for the decimals, or undefined where separators do not group by three. */
function withoutGroups(raw: string, mark: '.' | ','): string | undefined {
  let digits = raw.trim();
  if (groupedByMark.test(digits)) digits = digits.replace(/[' ]/g, '');
  if (mark === '.') {
    if (groupedByComma.test(digits)) return digits.replaceAll(',', '');
    return /^(?:\d+\.?\d*|\.\d+)$/.test(digits) ? digits : undefined;
  }
  if (groupedByDot.test(digits)) return digits.replaceAll('.', '').replace(',', '.');
  return /^(?:\d+,?\d*|,\d+)$/.test(digits) ? digits.replace(',', '.') : undefined;
}
