import { shown, together, type Facts, type Json, type JsonObject } from '#conditions';
import { profilePatched } from '../../attributes/profile-patched';
import { fillIn } from '../../values/fill-in';
import { pathsInEach } from '../../values/paths-in';
import { askToRecord } from '../ask-to-record';
import type { StepOf } from '../step.schema';
import type { StepSemantics } from '../step.semantics';
import { add, append, give, type AttributeChange } from './change-attribute';

type UpdateProfile = StepOf['updateProfile'];

/** Puts a change of attributes on record, and goes on once it is. All values are read before any is changed. */
export const updateProfile: StepSemantics<UpdateProfile> = {
  edges: (step) => [{ at: ['next'], next: step.next }],
  takesTime: () => false,
  reads: ({ set = {}, increment = {}, append: appended = {} }) => [
    ...pathsInEach(set, ['set']),
    ...pathsInEach(increment, ['increment']),
    ...pathsInEach(appended, ['append']),
  ],
  arrive(step, standing) {
    const changes = changesBy(step, standing.facts);
    const because = together(changes.map(({ name, change }) => inWords(name, change)));
    const traits = changes.flatMap(({ name, change }) =>
      change.kind === 'becomes' ? [[name, change.value] as const] : [],
    );
    if (traits.length === 0) return { kind: 'go', next: step.next, did: 'decided', because };
    const { name, properties } = profilePatched({});
    const asked = { type: 'patch', name, properties, traits: Object.fromEntries(traits) } as const;
    return askToRecord(standing, asked, { because, label: 'update profile' });
  },
  resume: (step) => ({
    ...{ kind: 'go', next: step.next, did: 'decided' },
    because: 'the profile is updated',
  }),
};

interface Named {
  readonly name: string;
  readonly change: AttributeChange;
}

function changesBy(
  { set = {}, increment = {}, append: appended = {}, unset = [] }: UpdateProfile,
  facts: Facts,
): readonly Named[] {
  const { profile } = facts;
  const each = (values: JsonObject, by: (name: string, value: Json | undefined) => AttributeChange) =>
    Object.entries(values).map(([name, value]) => ({ name, change: by(name, fillIn(value, facts)) }));
  return [
    ...each(set, give),
    ...each(increment, (name, amount) => add(attributeOf(profile, name), amount)),
    ...each(appended, (name, value) => append(attributeOf(profile, name), value)),
    ...unset.map((name): Named => ({ name, change: { kind: 'becomes', value: null } })),
  ];
}

function attributeOf(profile: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(profile, name) ? profile[name] : undefined;
}

function inWords(name: string, change: AttributeChange): string {
  if (change.kind === 'stays') return `${name} stays as it is: ${change.because}`;
  return `${name} is ${change.value === null ? 'taken away' : `${shown(change.value)} from now on`}`;
}
