import { describe, expect, it } from 'vitest';
import { jsonText } from '#report/jsonText.js';

describe('JSON text', () => {
  it('keeps the order of keys and ends in a newline', () => {
    expect(jsonText({ b: 1, a: '1.00' })).toBe('{\n  "b": 1,\n  "a": "1.00"\n}\n');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s instead of writing null', (value) => {
    expect(() => jsonText({ notes: [{ price: value }] })).toThrow('"price"');
  });
});
