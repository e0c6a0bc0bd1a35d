import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { civilDateAt } from '../../dist/kernel/civil-time.js';
import { evaluate } from '../../dist/policy/evaluate.js';
import { ruleSetOn } from '../../dist/policy/hosts/rule-set.js';
import { rulesOf } from '../../dist/policy/hosts/rules.js';
import { operations } from '../../dist/policy/operation.js';
import { variants } from '../../dist/policy/variants.js';
import { verdictAnswers } from '../../dist/policy/verdict.js';
import { median, table } from './figures.mjs';
import { manyPrograms, NOW } from './many-programs.mjs';

const PROGRAMS = 10_000;

/** The rules that hosts have of their own, by the host. */
const hostRules = new Map(
  variants.flatMap((variant) =>
    variant.hosts.map(({ id }) => {
      const sets = (variant.hostRuleSets ?? []).filter(({ hostId }) => hostId === id);
      return [id, rulesOf(ruleSetOn(sets, civilDateAt(NOW)), variant)];
    }),
  ),
);

/** Verdicts per second on one core: the whole rule set, every program at every host, operation by operation. */
export function benchVerdicts({ rounds }) {
  const asked = manyPrograms(variants, PROGRAMS).flat();
  const hosts = variants.flatMap((variant) => variant.hosts).length;
  const measured = new Map(operations.map((operation) => [operation, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const operation of operations) {
      const figures = askAll(asked, operation);
      // The first round is to warm up.
      if (round > 0) measured.get(operation).push(figures);
    }
  }
  const speed = (figures) => median(figures.map(({ ms }) => (asked.length / ms) * 1_000)).toFixed(0);
  const cpu = (figures) => ((median(figures.map((one) => one.cpu)) / asked.length) * 1_000).toFixed(2);
  const mean = (what, round) =>
    [...measured.values()].reduce((sum, figures) => sum + figures[round][what], 0) / operations.length;
  const whole = Array.from({ length: rounds }, (_, round) => ({
    ms: mean('ms', round),
    cpu: mean('cpu', round),
  }));
  return table([
    [`${PROGRAMS} programs x ${hosts} hosts`, 'verdicts/s', 'CPU µs', ...verdictAnswers, 'findings'],
    ...[...measured].map(([operation, figures]) => [
      operation,
      speed(figures),
      cpu(figures),
      ...verdictAnswers.map(
        (answer) => `${((figures[0].answers[answer] / asked.length) * 100).toFixed(1)} %`,
      ),
      (figures[0].findings / asked.length).toFixed(2),
    ]),
    ['all in turn', speed(whole), cpu(whole), ...verdictAnswers.map(() => ''), ''],
  ]);
}

function askAll(asked, operation) {
  const answers = Object.fromEntries(verdictAnswers.map((answer) => [answer, 0]));
  let findings = 0;
  const before = process.cpuUsage();
  const start = performance.now();
  for (const { variant, hostId, facts } of asked) {
    const verdict = evaluate(variant, facts, operation, NOW, hostRules.get(hostId));
    answers[verdict.answer] += 1;
    findings += verdict.findings.length;
  }
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { ms, cpu: (user + system) / 1_000, answers, findings };
}
