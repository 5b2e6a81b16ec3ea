import { z } from '#basics/schema.js';
import { moneyField, nameField } from '#basics/schemaFields.js';

/** What a state file may say: balances after one payment date and before the next. */
const amount = () => moneyField({ decimals: 8 });

export const stateSchema = z.strictObject({
  pool: z.strictObject({
    initialBalance: amount(),
    balance: amount(),
    cumulativeDefaults: amount().optional(),
    cumulativeLosses: amount().optional(),
  }),
  notes: z.record(
    nameField(),
    z.union([amount(), z.strictObject({ balance: amount(), interestCarried: amount().optional() })]),
  ),
  accounts: z.record(nameField(), amount()).optional(),
  supports: z.record(nameField(), amount()).optional(),
  fees: z.record(nameField(), amount()).optional(),
  ledgers: z.record(nameField(), amount()).optional(),
  triggers: z.array(nameField()).optional(),
  /** What classes still lack to the returns that hurdles name: { SUB: [ 1000.00 ] } in the order of the steps. */
  hurdles: z.record(nameField(), z.array(amount()).min(1)).optional(),
});

export type StateFile = z.output<typeof stateSchema>;
