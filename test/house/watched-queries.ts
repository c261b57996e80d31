// What the dashboard and the alert rules of docs/operations ask Prometheus, held against what is really measured.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

/** Labels that Prometheus gives, or that a histogram has. */
const GIVEN = new Set(['instance', 'job', 'le']);

/** A query, and which panel or alert asks it. */
export interface Watched {
  readonly by: string;
  readonly query: string;
}

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

/** An alert rule. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
}

/** All queries of the dashboard and of the alert rules. */
export function watchedQueries(): readonly Watched[] {
  const { panels } = JSON.parse(readOperations('grafana-dashboard.json')) as Dashboard;
  const shown = panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ by: title, query: expr })),
  );
  return [...shown, ...alertRules().map(({ alert, expr }) => ({ by: alert, query: expr }))];
}

/** The alert rules. */
export function alertRules(): readonly AlertRule[] {
  const { groups } = parse(readOperations('alerts.yaml')) as {
    readonly groups: readonly { readonly rules: readonly AlertRule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

function readOperations(name: string): string {
  return readFileSync(path.join(__dirname, '../../docs/operations', name), 'utf8');
}

/**
 * What is wrong with a query: that it is no PromQL, or that it asks for a metric, a label or a value of a label that
 * is not among what was scraped.
 */
export function faultsOf(query: string, scraped: string): readonly string[] {
  const text = query.replaceAll('$__rate_interval', '5m');
  const faults: string[] = [];
  const metrics: string[] = [];
  const grouping: string[] = [];
  parser.parse(text).iterate({
    enter({ type, node, from, to }) {
      const said = text.slice(from, to);
      if (type.isError) faults.push(`is no PromQL at '${text.slice(from, from + 20)}'`);
      if (type.name === 'GroupingLabels') grouping.push(...(said.match(/\w+/g) ?? []));
      if (type.name !== 'VectorSelector') return;
      const name = text.slice(node.firstChild?.from, node.firstChild?.to);
      metrics.push(name);
      const samples = samplesOf(name, scraped);
      if (samples.length === 0) faults.push(`${name} is not measured`);
      for (const [, label = '', operator, value] of said.matchAll(/(\w+)(=~|!=|!~|=)"([^"]*)"/g)) {
        const wanted = operator === '=' ? `${label}="${value}"` : `${label}="`;
        if (!samples.some((sample) => hasLabel(sample, wanted))) faults.push(`${name} has no ${wanted}`);
      }
    },
  });
  for (const label of grouping.filter((one) => !GIVEN.has(one)))
    for (const name of metrics)
      if (!samplesOf(name, scraped).some((sample) => hasLabel(sample, `${label}="`)))
        faults.push(`${name} has no label ${label}`);
  return faults;
}

function samplesOf(name: string, scraped: string): readonly string[] {
  return scraped.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

function hasLabel(sample: string, wanted: string): boolean {
  return sample.includes(`{${wanted}`) || sample.includes(`,${wanted}`);
}
