import { z } from 'zod';

const lineSchema = z.string().max(1_000, 'this line has at most 1000 characters');
const bodySchema = z.string().optional();

/** What a message says, written in the journey itself: Liquid, as in saved templates. */
export const emailContentSchema = z
  .strictObject({
    subject: lineSchema.min(1, 'a message has a subject'),
    preheader: lineSchema.optional(),
    mjml: bodySchema,
    html: bodySchema,
    text: bodySchema,
  })
  .refine(({ mjml, html, text }) => [mjml, html, text].some((body) => body !== undefined), {
    error: 'a message has a body: "mjml", "html" or "text"',
    params: { hint: 'write it, like "html": "<p>Hello {{ profile.first_name }}</p>"' },
  })
  .refine(({ mjml, html }) => mjml === undefined || html === undefined, {
    error: 'a message has "mjml" or "html", not both',
    path: ['html'],
    params: { hint: 'leave one of them out' },
  });
export type EmailContent = z.infer<typeof emailContentSchema>;
