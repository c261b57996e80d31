/** How many calls are under way at once. */
const AT_ONCE = 8;

/** Asks for each of many things, a few at once; the answers in the order of the things. */
export async function inTurns<Thing, Answer>(
  things: readonly Thing[],
  ask: (thing: Thing) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < things.length; from += AT_ONCE)
    answers.push(...(await Promise.all(things.slice(from, from + AT_ONCE).map(ask))));
  return answers;
}
