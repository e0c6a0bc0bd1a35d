import { isDeepStrictEqual } from 'node:util';
import { startChild } from './children.mjs';
import { median, percentile, table } from './figures.mjs';
import { PORTFOLIO, portfolioOf } from './portfolio.mjs';
import { TOKEN } from './world.mjs';

const CONNECTIONS = 32;
const WARM_UP_MS = 2_000;

/** Reads per second of the gateway beside its floor's: the same data, in turns, so that both meet the same weather. */
export async function benchPortfolio({ servers, rounds, seconds }) {
  const load = await startChild('load.mjs', {});
  const body = JSON.stringify({ query: PORTFOLIO });
  const read = (server, ms) =>
    load.ask({ kind: 'load', port: server.started.port, token: TOKEN, body, connections: CONNECTIONS, ms });

  const [floorAnswer, gatewayAnswer] = [
    await read(servers.floor, WARM_UP_MS),
    await read(servers.gateway, WARM_UP_MS),
  ].map((answer) => portfolioOf(answer.body));
  if (!isDeepStrictEqual(gatewayAnswer, floorAnswer)) {
    throw new Error(
      `the two answers differ, so they cannot be compared: ${JSON.stringify(gatewayAnswer).slice(0, 500)}`,
    );
  }

  const measured = { floor: [], gateway: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(measured)) {
      const server = servers[name];
      const before = await server.ask({ kind: 'cpu' });
      const { latencies } = await read(server, seconds * 1_000);
      const cpu = (await server.ask({ kind: 'cpu' })) - before;
      measured[name].push({
        perSecond: latencies.length / seconds,
        p99: percentile(latencies, 0.99),
        cpu: cpu / latencies.length,
      });
    }
  }
  await load.stop();
  return report(measured);
}

function report({ floor, gateway }) {
  const row = (name, figures, ratio) => [
    name,
    median(figures.map(({ perSecond }) => perSecond)).toFixed(0),
    ratio,
    median(figures.map(({ p99 }) => p99)).toFixed(1),
    median(figures.map(({ cpu }) => cpu)).toFixed(0),
  ];
  const ratio = median(gateway.map(({ perSecond }, round) => perSecond / floor[round].perSecond));
  return table([
    [`portfolio, ${CONNECTIONS} connections`, 'req/s', 'of the floor', 'p99 ms', 'server CPU µs'],
    row('floor: node:http, one SQL', floor, '1.00'),
    row('gateway: POST /graphql', gateway, ratio.toFixed(2)),
  ]);
}
