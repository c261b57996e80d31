import { Suspects } from './suspects';
import type { CompiledTemplate } from './template.contract';

const template = (html: string): CompiledTemplate => ({ subject: 's', preheader: null, html, text: null });

describe('a template that had to be stopped', () => {
  it('is suspect, and no other', () => {
    const suspects = new Suspects();
    suspects.stopped(template('bad'));
    expect(suspects.has(template('bad'))).toBe(true);
    expect(suspects.has(template('good'))).toBe(false);
  });

  it('is trusted again after twenty messages in time, counted from the last time that it was stopped', () => {
    const suspects = new Suspects();
    const render = (times: number) => {
      for (let once = 0; once < times; once += 1) suspects.rendered(template('slow'));
      return suspects.has(template('slow'));
    };
    suspects.stopped(template('slow'));
    expect(render(19)).toBe(true);
    suspects.stopped(template('slow'));
    expect(render(19)).toBe(true);
    expect(render(1)).toBe(false);
    expect(render(1)).toBe(false);
  });
});
