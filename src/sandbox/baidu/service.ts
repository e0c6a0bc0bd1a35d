import { type Fields, numberIn, textIn } from '../fields.ts';
import { type AppCalls, REST } from './call-table.ts';
import { BaiduRefusal, required } from './errors.ts';
import { inForce } from './measures.ts';
import { pushEvent } from './pushes.ts';
import type { App, BaiduWorld } from './state.ts';

/** Whether a program is served, to whom, and from which library on. */
export const serviceCalls: AppCalls = {
  [`${REST}/app/pause`]: { method: 'POST', act: (world, app) => serve(world, app, false) },
  [`${REST}/app/resume`]: { method: 'POST', act: (world, app) => serve(world, app, true) },
  [`${REST}/appflow/control`]: { method: 'POST', act: controlTraffic },
  [`${REST}/app/setsupportversion`]: { method: 'POST', act: setSupportVersion },
  [`${REST}/app/getsupportversion`]: { method: 'GET', act: supportVersion },
  [`${REST}/app/modifywebstatus`]: { method: 'POST', act: setWebStatus },
};

/** That 40045 refuses what is so already, or is forced offline, is simulator-defined. */
export function serve(world: BaiduWorld, app: App, serving: boolean): undefined {
  if (app.paused !== serving || inForce(app, 'OFFLINE')) throw new BaiduRefusal(40045);
  app.paused = !serving;
  pushEvent(world, 'MESSAGES', serving ? 'APP_SERVER_RESUME' : 'APP_SERVER_PAUSE', {}, app);
  return undefined;
}

const OPEN = 1;
const CLOSE = 2;

/** Its owner cannot open again what Baidu closed. */
function controlTraffic(_: BaiduWorld, app: App, fields: Fields): undefined {
  const type = numberIn(fields, 'type');
  if (type !== OPEN && type !== CLOSE) throw new BaiduRefusal(40001);
  if (inForce(app, 'TRAFFIC')) throw new BaiduRefusal(type === OPEN ? 110002 : 110005);
  if (app.trafficClosed !== (type === OPEN)) throw new BaiduRefusal(type === OPEN ? 110004 : 110005);
  app.trafficClosed = type === CLOSE;
  return undefined;
}

function setSupportVersion(_: BaiduWorld, app: App, fields: Fields): undefined {
  const version = required(textIn(fields, 'version'));
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new BaiduRefusal(470021);
  app.supportVersion = version;
  return undefined;
}

/** Which libraries there are is made up. */
function supportVersion(_: BaiduWorld, { supportVersion: now_version }: App): object {
  return { now_version, items: ['3.560.0', '3.480.0', '3.250.0'].map((version) => ({ version })) };
}

/** An example of the documents writes `web`; the tables and the libraries do not. */
function setWebStatus(_: BaiduWorld, app: App, fields: Fields): undefined {
  const status = numberIn(fields, 'web_status') ?? numberIn(fields, 'web');
  if (status !== 1 && status !== 2) throw new BaiduRefusal(40001);
  app.webStatus = status;
  return undefined;
}
