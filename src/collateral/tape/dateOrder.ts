import type { DateReading } from './dateText.js';
import { type DateOrder, dateOrders } from './tapeOptions.js';

/** For two orders, the cells that one reads and the other does not. */
export class OrderProofs {
  readonly #counts = new Map<string, number>();

  add(reading: DateReading, count: number): void {
    if (reading.kind !== 'dayMonth') return;
    for (const order of dateOrders) {
      for (const other of dateOrders) {
        if (reading[order] === undefined || reading[other] !== undefined) continue;
        const key = `${order} ${other}`;
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
      }
    }
  }

  /** Cells that tell the order from each of the others. */
  proofs(order: DateOrder): number {
    return Math.min(...dateOrders.filter((o) => o !== order).map((other) => this.#against(order, other)));
  }

  /** The order that the cells themselves prove: against each other order at most one in twenty speaks for that. */
  proven(): DateOrder | undefined {
    return dateOrders.find((order) =>
      dateOrders.every((other) => other === order || this.#beats(order, other)),
    );
  }

  #beats(order: DateOrder, other: DateOrder): boolean {
    const pro = this.#against(order, other);
    const contra = this.#against(other, order);
    return pro > 0 && contra <= (pro + contra) * 0.05;
  }

  #against(order: DateOrder, other: DateOrder): number {
    return this.#counts.get(`${order} ${other}`) ?? 0;
  }
}

/** Whether two orders give different days. */
export function isOpen(reading: DateReading): boolean {
  if (reading.kind !== 'dayMonth') return false;
  return new Set(dateOrders.flatMap((order) => reading[order] ?? [])).size > 1;
}

/** Whether the day depends on the order at all: one in which it is no date counts too. */
export function needsOrder(reading: DateReading): boolean {
  if (reading.kind !== 'dayMonth') return false;
  const orders = reading.shortYear ? dateOrders : (['dmy', 'mdy'] as const);
  return new Set(orders.map((order) => reading[order])).size > 1;
}
