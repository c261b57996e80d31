import { UserError } from '#faults';

/** The answer where a thing is not there, or not in the caller's workspace, which must look the same. */
export function notFound(code: string, detail: string, hint: string): UserError {
  return new UserError({ status: 404, code, detail, hint });
}
