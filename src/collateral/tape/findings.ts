import { ExactSum, exactText } from './exactSum.js';
import { type LoanPlace, loansNamed } from './loanPlaces.js';

/** Loans that one check has found: how many, what they owe and the first of them. */
export class Finding {
  count = 0;
  readonly places: LoanPlace[] = [];
  readonly #balance = new ExactSum();

  add(place: (() => LoanPlace) | undefined, balance: number): void {
    this.count++;
    this.#balance.add(balance);
    // One more than is named, to tell that there are more.
    if (place !== undefined && this.places.length <= loansNamed) this.places.push(place());
  }

  get balance(): string {
    return exactText(this.#balance.total());
  }

  get firstLine(): number {
    return this.places[0]!.line;
  }
}
