// Runs the demo usage server until it is ended: `node out/usageServer.js [PORT] [SCENARIO]`. Any port is taken when none is named.
import { demoClock } from './demoClock';
import { UsageServer } from './server';

const [port = '0', scenario = 'normal'] = process.argv.slice(2);

UsageServer.start({ port: Number(port), scenario, now: demoClock(Date.now) }).then(
  (server) => console.log(`listening on ${server.origin}`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
