import { z } from 'zod';
import type { RegistrationRequest, SuppliedFile } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { type CategoryChoice, chooseCategories, type UploadedPaper } from './categories.ts';
import { PLATFORM } from './config.ts';

/** What Baidu asks of a program, with all pictures uploaded. */
export interface PreparedProgram {
  readonly name: string;
  readonly introduction: string;
  readonly iconUrl: string;
  readonly licenceUrl: string;
  readonly categories: readonly CategoryChoice[];
}

export async function prepareProgram(api: BaiduApi, request: RegistrationRequest): Promise<PreparedProgram> {
  const { files, manifest } = request;
  const icon = theFile(files, 'ICON');
  const licence = theFile(files, 'IDENTITY');
  const iconUrl = await uploadImage(api, icon, '1');
  const licenceUrl = await uploadImage(api, licence, '2');
  const papers: UploadedPaper[] = [];
  for (const file of files.filter(({ purpose }) => purpose === 'QUALIFICATION')) {
    papers.push({ file, url: await uploadImage(api, file, '2') });
  }
  const paths = manifest.categories.filter(({ platform }) => platform === PLATFORM).map(({ path }) => path);
  const categories = await chooseCategories(api, paths, papers);
  return { name: manifest.name, introduction: manifest.introduction, iconUrl, licenceUrl, categories };
}

function theFile(files: readonly SuppliedFile[], purpose: SuppliedFile['purpose']): SuppliedFile {
  const file = files.find((candidate) => candidate.purpose === purpose);
  if (file) return file;
  const what = purpose === 'ICON' ? "the program's icon" : "a copy of the organisation's licence";
  throw unfit(`${what} is missing (a file with the purpose ${purpose})`);
}

const imageShape = z.object({ data: z.string() });

/** `type` is what the picture is for: 1 an icon, 2 a paper, 3 proof for a name. Source: https://smartprogram.baidu.com/docs/third/upload/. */
export async function uploadImage(
  api: BaiduApi,
  file: Omit<SuppliedFile, 'purpose'>,
  type: '1' | '2' | '3',
): Promise<string> {
  const multipart = new FormData();
  multipart.set('multipartFile', new Blob([new Uint8Array(file.bytes)], { type: file.mediaType }), file.name);
  multipart.set('type', type);
  const path = '/file/2.0/smartapp/upload/image';
  const reply = await api.asPlatform({ method: 'POST', path, effect: 'READS', body: { multipart } });
  return readReply(PLATFORM, `POST ${path}`, imageShape, reply).data;
}

/**
 * Read off the unified social credit code, whose first two characters say who registered the organisation and
 * as what (GB 32100): 91 a company, 92 a sole trader, 11 an organ of the state.
 */
export function organisationType(code: string): Readonly<Record<string, string>> {
  if (code.startsWith('11')) {
    throw unfit(
      'an organ of the state also needs a confirmation letter; register it in the console',
      'FINAL',
    );
  }
  if (code.startsWith('92')) return { org_type: '3', org_sub_type: '1' };
  if (code.startsWith('9')) return { org_type: '3', org_sub_type: '2' };
  return { org_type: '5' };
}

/** What cannot be sent, because Baidu would refuse it or the protocol has no place for it. */
export function unfit(words: string, retry: 'FIX_INPUT' | 'FINAL' = 'FIX_INPUT'): HostError {
  const call = 'POST /rest/2.0/smartapp/account/register';
  return new HostError({
    platform: PLATFORM,
    retry,
    call,
    clause: 'baidu/2.5',
    words: `not called: ${words}`,
  });
}
