import { type CalendarDate, formatDate } from '#basics/calendarDate.js';

/** A deal file to start from, with comments. */
export interface DealTemplate {
  readonly name: string;
  readonly description: string;
  text(facts: TemplateFacts): string;
}

/** What a template is filled in with; what is not known becomes a comment or an example to change. */
export interface TemplateFacts {
  readonly cutOffDate: CalendarDate | undefined;
  readonly currency: string | undefined;
}

export const noFacts: TemplateFacts = { cutOffDate: undefined, currency: undefined };

/** The line of a deal file that states its currency. */
export function currencyLine({ currency }: TemplateFacts): string {
  return currency === undefined ? 'currency: CNY # an example: no tape stated one' : `currency: ${currency}`;
}

/** The line, inside `dates`, that states the cut-off. */
export function cutOffLine({ cutOffDate }: TemplateFacts): string {
  return cutOffDate === undefined
    ? "# cutOff: 2026-01-31        # the tape's own, unless it stands here"
    : `cutOff: ${formatDate(cutOffDate)}`;
}
