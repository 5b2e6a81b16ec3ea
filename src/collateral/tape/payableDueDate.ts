import type { CanonicalName } from './canonicalColumns.js';

interface NamedColumn {
  readonly canonical: CanonicalName;
  readonly evidence: string;
}

/**
 * 到期日 (and "maturity") is a loan's last day or a payable's only one. On a tape whose balance is a face amount it is
 * the due date, on which the face is paid at once: taken for a loan's maturity, a register of guarantees would be
 * projected in level installments. The user's own word and a column of due dates stand.
 */
export function withPayableDueDate<Binding extends NamedColumn>(
  bindings: readonly Binding[],
  stated: ReadonlyMap<CanonicalName, string> | undefined,
): Binding[] {
  const has = (name: CanonicalName) => bindings.some(({ canonical }) => canonical === name);
  const isStated = stated?.has('maturityDate') === true || stated?.has('dueDate') === true;
  if (!has('faceAmount') || has('currentBalance') || has('dueDate') || isStated) return [...bindings];
  return bindings.map((binding) =>
    binding.canonical === 'maturityDate'
      ? {
          ...binding,
          canonical: 'dueDate',
          evidence: `${binding.evidence}; of a face amount, so its due date`,
        }
      : binding,
  );
}
