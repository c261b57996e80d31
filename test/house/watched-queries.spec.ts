import { faultsOf, watchedQueries } from './watched-queries';

const SCRAPED = `
# HELP jornada_turns_total Turns.
jornada_turns_total{outcome="rests",process="worker"} 3
jornada_post_seconds_bucket{le="0.1",provider="smtp"} 1
jornada_waiting 2
`;

describe('What the dashboard and the alerts ask', () => {
  it('is PromQL, all of it', () => {
    const isGrammar = (fault: string): boolean => fault.startsWith('is no PromQL');
    const queries = watchedQueries();
    expect(queries.filter(({ query }) => faultsOf(query, '').some(isGrammar))).toEqual([]);
    expect(queries.length).toBeGreaterThan(30);
  });
});

describe('A query is held against what was scraped', () => {
  it.each([
    ['sum by (outcome) (rate(jornada_turns_total{process="worker"}[5m]))', []],
    ['histogram_quantile(0.9, sum by (le, provider) (rate(jornada_post_seconds_bucket[5m]))) > 5', []],
    ['max(jornada_waiting) > 1', []],
    ['max(jornada_waitin)', ['jornada_waitin is not measured']],
    ['sum(rate(jornada_turns_total{outcome="rest"}[5m]))', ['jornada_turns_total has no outcome="rest"']],
    ['sum by (state) (jornada_turns_total)', ['jornada_turns_total has no label state']],
    ['sum(jornada_turns_total', ["is no PromQL at ''"]],
  ])('%s', (query, faults) => {
    expect(faultsOf(query, SCRAPED)).toEqual(faults);
  });
});
