/** Whether a status says that the call was taken. */
export function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}

/** What a status says that is not taken as success, in words. */
export function sayStatus(status: number): string {
  return `answered ${status}${status >= 300 && status < 400 ? ', and redirects are not followed' : ''}`;
}
