import { isIn, type TopicChoice } from '#enrollments';
import { html, type Html } from '../http/html';
import type { OpenedLink } from './open-link';
import { recipientPage } from './recipient-page';
import { words } from './words';

/** For how many days messages can be paused. */
export const PAUSES = [7, 30, 90] as const;

/** What has just been done on the page, and what takes it back. */
export type Done =
  | { readonly kind: 'nothing' | 'paused' | 'resumed' | 'asked' }
  /** `before` are the topics that were shown, as they were. */
  | { readonly kind: 'saved'; readonly before: readonly TopicChoice[] };

/** The page of what a person wants to receive. */
export function preferencesPage(
  { send, language, address, ownAddress, pausedUntil }: OpenedLink,
  topics: readonly TopicChoice[],
  done: Done,
): string {
  const { choose, pause, erase } = words[language];
  const said = {
    ...{ nothing: '', saved: choose.saved, resumed: pause.resumed, asked: erase.asked(ownAddress) },
    paused: pausedUntil === null ? '' : pause.paused(pausedUntil),
  };
  const status = said[done.kind] === '' ? html`` : html`<p role="status">${said[done.kind]}</p>`;
  const undo = done.kind === 'saved' ? undoForm(done.before, topics, choose.undo) : html``;
  const topicsForm =
    topics.length === 0
      ? html`<p>${choose.nothing}</p>`
      : html`<form method="post">
          <fieldset>
            <legend>${choose.ask(address)}</legend>
            ${topics.map(option)}
          </fieldset>
          <button name="do" value="save">${choose.button}</button>
        </form>`;
  const pauseForm =
    pausedUntil === null
      ? html`<form method="post">
          <fieldset>
            <legend>${pause.ask}</legend>
            ${PAUSES.map(
              (days, place) =>
                html`<label
                  ><input
                    type="radio"
                    name="days"
                    value="${days}"
                    ${place === 0 ? html`checked` : html``}
                  /><span>${pause.lengths[days]}</span></label
                >`,
            )}
          </fieldset>
          <button class="second" name="do" value="pause">${pause.button}</button>
        </form>`
      : html`<form method="post">
          ${done.kind === 'paused' ? html`` : html`<p>${pause.paused(pausedUntil)}</p>`}
          <button class="second" name="do" value="resume">${pause.resume}</button>
        </form>`;
  return recipientPage({
    language,
    title: choose.title,
    from: send.workspace.name,
    content: html`${status}${undo}${topicsForm}
      <h2>${pause.title}</h2>
      ${pauseForm}
      <h2>${erase.title}</h2>
      <p>${erase.explain(ownAddress)}</p>
      <form method="post"><button class="second" name="do" value="erase">${erase.ask}</button></form>`,
  });
}

function option(topic: TopicChoice): Html {
  const { key, name, description } = topic;
  return html`<input type="hidden" name="shown" value="${key}" /><label
      ><input type="checkbox" name="wanted" value="${key}" ${isIn(topic) ? html`checked` : html``} /><span
        >${name}</span
      >${description === '' ? html`` : html`<small>${description}</small>`}</label
    >`;
}

/** Saves again what was before, of the topics that have changed. */
function undoForm(before: readonly TopicChoice[], now: readonly TopicChoice[], button: string): Html {
  const wanted = new Map(now.map((topic) => [topic.key, isIn(topic)]));
  const changed = before.filter((topic) => wanted.get(topic.key) === !isIn(topic));
  if (changed.length === 0) return html``;
  return html`<form method="post">
    ${changed.map(
      (topic) =>
        html`<input type="hidden" name="shown" value="${topic.key}" />${
            isIn(topic) ? html`<input type="hidden" name="wanted" value="${topic.key}" />` : html``
          }`,
    )}<button class="second" name="do" value="save">${button}</button>
  </form>`;
}
