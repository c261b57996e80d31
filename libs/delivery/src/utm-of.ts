import type { JsonObject } from '#conditions';
import type { TurnWorkspace } from '#database';
import type { MessageCommand } from '#journey';

/** The UTM parameters of the links of a message, by name; null = there are none. @param journey its key */
export function utmOf(workspace: TurnWorkspace, journey: string, { utm }: MessageCommand): JsonObject | null {
  if (utm === null || (utm === undefined && workspace.utm === null)) return null;
  const said = { source: workspace.key, medium: 'email', campaign: journey, ...workspace.utm, ...utm };
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[`utm_${name}`, value]])),
  );
}
