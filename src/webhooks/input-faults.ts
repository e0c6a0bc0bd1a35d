import { invalidInput, type Problem } from '../policy/problem.ts';
import { addressFaults } from './address-faults.ts';
import type { WebhookDeps, WebhookKeeper } from './deps.ts';
import { type ChosenPayload, webhookLimits } from './endpoint.ts';

/** What a keeper says of an endpoint; left out: it is not to change. */
export interface EndpointInput {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly chosen?: ChosenPayload | undefined;
}

/** Everything that is wrong with it, as things are. Asks the network and the database: not within a transaction. */
export async function inputFaults(
  { payloads, webhookAddresses }: Pick<WebhookDeps, 'payloads' | 'webhookAddresses'>,
  { viewer }: WebhookKeeper,
  { url, description = '', chosen }: EndpointInput,
): Promise<readonly Problem[]> {
  const faults: Problem[] = [];
  if (url !== undefined) faults.push(...(await addressFaults(url, webhookAddresses)));
  if (description.length > webhookLimits.descriptionCharacters)
    faults.push(tooLong('description', webhookLimits.descriptionCharacters));
  if (!chosen) return faults;
  const excess = sizeFaults(chosen);
  if (excess.length > 0) return [...faults, ...excess];
  const read = await payloads.open(viewer, chosen);
  if (!read.ok)
    faults.push(...read.faults.map(({ argument, message }) => invalidInput(message, `input.${argument}`)));
  return faults;
}

function sizeFaults({ document, variables }: ChosenPayload): readonly Problem[] {
  const faults: Problem[] = [];
  if (document.length > webhookLimits.documentCharacters)
    faults.push(tooLong('document', webhookLimits.documentCharacters));
  if (JSON.stringify(variables).length > webhookLimits.variablesCharacters)
    faults.push(tooLong('variables', webhookLimits.variablesCharacters));
  return faults;
}

function tooLong(argument: string, most: number): Problem {
  return invalidInput(
    { 'zh-CN': `${argument} 不得超过 ${most} 个字符`, en: `${argument} has at most ${most} characters` },
    `input.${argument}`,
  );
}
