const PHONE = /^\+?\d{6,15}$/;

/** A phone number without what people write between its digits; null where it is none (E.164 has at most 15 digits). */
export function readPhone(text: string): string | null {
  const digits = text.replaceAll(/[\s().-]/g, '');
  return text.length <= 40 && PHONE.test(digits) ? digits : null;
}
