/**
 * The ids under which a person's events are kept, as an array in SQL: the profile's own, and those of the profiles that
 * were merged into it. Events are never rewritten.
 * @param id a live profile's id, in SQL
 */
export function idsOfPerson(id: string): string {
  return `ARRAY(SELECT ${id}::uuid UNION ALL SELECT merged.id FROM profile_head merged WHERE merged.merged_into = ${id}::uuid)`;
}
