import type { FilterThis } from './filter';
import { FilterUseError } from './filter-use.error';
import { keptFormatter } from './formatters';
import { localeOf } from './reader';

/**
 * `{{ event.total | money: 'BRL' }}`, `{{ event.total | money: event.currency, 'pt-BR' }}`: an amount in
 * whole units, with the currency's own decimals, as the person's language writes it.
 * A missing amount is empty; a price without a valid ISO 4217 currency is an error, for it would mislead.
 */
export function money(this: FilterThis, amount: unknown, currency?: unknown, locale?: unknown): string {
  if (amount === undefined || amount === null || amount === '') return '';
  const number = typeof amount === 'string' ? Number(amount) : amount;
  if (typeof number !== 'number' || !Number.isFinite(number))
    throw new FilterUseError('money needs a number');
  if (typeof currency !== 'string' || !/^[a-z]{3}$/i.test(currency)) {
    throw new FilterUseError("money needs a currency of three letters (ISO 4217), such as money: 'BRL'");
  }
  const language = localeOf(this.context, locale);
  const formatter = keptFormatter(
    `money ${language} ${currency}`,
    () => new Intl.NumberFormat(language, { style: 'currency', currency }),
  );
  return formatter.format(number);
}
