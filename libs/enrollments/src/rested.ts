/** What an enrollment rests on once it cannot move any further. Instants are epoch milliseconds. */
export type Rested =
  | { readonly kind: 'ended' }
  | { readonly kind: 'again' }
  | { readonly kind: 'until'; readonly at: number | null; readonly label: string }
  | { readonly kind: 'deliver'; readonly sendId: string };
