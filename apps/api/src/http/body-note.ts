import { ApiExtension } from '@nestjs/swagger';

/**
 * What the description of a route must know of how its body is read: that it is no JSON to us; or that its fields are
 * judged by what they are for, so that none is refused as such.
 */
export type BodyNote = 'not-json' | 'judged-below';

const MEMBER = 'x-body-note';

/** Leaves a note in the description of a route. */
export const NotesBody = (note: BodyNote): MethodDecorator => ApiExtension(MEMBER, note);

/** The note in the description of a route. */
export function bodyNoteOf(operation: object): BodyNote | undefined {
  return (operation as { readonly [MEMBER]?: BodyNote })[MEMBER];
}

/** Takes the note out: it is for us, not for who reads the description. */
export function forgetBodyNote(operation: object): void {
  delete (operation as { [MEMBER]?: BodyNote })[MEMBER];
}
