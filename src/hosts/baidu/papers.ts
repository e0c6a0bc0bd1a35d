import type { CheckBegun, CheckReport } from '../check-at-platform.ts';
import type { PaperDesk, PaperRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import type { BaiduApi } from './api.ts';
import { readAppInfo } from './app-info.ts';
import { chooseCategories, type UploadedPaper } from './categories.ts';
import { PLATFORM } from './config.ts';
import { uploadImage } from './program-form.ts';
import type { BaiduVerification } from './verification.ts';

const CATEGORY_PATH = '/rest/2.0/smartapp/app/category/update';
/** Already certified: the page is to be had again only when the yearly review is due. */
const DONE_ALREADY = '64001';
/** The categories are being reviewed; these papers are: handed in before, with an answer that got lost. */
const underReview = new Set(['45003', '50051', '50052']);

/**
 * Papers that replace one (baidu/2.5). A qualification goes in with the categories, which are written whole and then
 * reviewed. For a paper of who the developer is no call is documented: where Baidu opens its verification again, a
 * person goes on at that page; where it does not, they hand it in in Baidu's console. Either is answered in `app/info`.
 */
export function createBaiduPaperDesk(api: BaiduApi, verification: BaiduVerification): PaperDesk {
  async function handInIdentity(request: PaperRequest): Promise<CheckBegun> {
    try {
      return await verification.start(request);
    } catch (error) {
      if (!(error instanceof HostError) || error.detail.code !== DONE_ALREADY) throw error;
      return { mark: await verification.mark(request.appId) };
    }
  }

  async function handInQualification(request: PaperRequest): Promise<CheckBegun | 'NOT_ASKED'> {
    const { manifest, files, paper, appId } = request;
    const paths = manifest.categories.filter(({ platform }) => platform === PLATFORM).map(({ path }) => path);
    const papers: UploadedPaper[] = [];
    for (const file of files.filter(({ purpose }) => purpose === 'QUALIFICATION')) {
      papers.push({ file, url: await uploadImage(api, file, '2') });
    }
    const categories = await chooseCategories(api, paths, papers);
    const uploaded = papers.find(({ file }) => file.paper === paper.paper)?.url;
    const isAsked = categories.some(({ qualis }) => qualis?.some(({ addr }) => addr === uploaded));
    if (!isAsked) return 'NOT_ASKED';
    // The table says `categories`; Baidu's example and SDK say `categorys`.
    const body = { form: { categorys: JSON.stringify(categories) } };
    try {
      await api.asProgram(appId, { method: 'POST', path: CATEGORY_PATH, effect: 'ACTS', body });
    } catch (error) {
      if (!(error instanceof HostError) || !underReview.has(error.detail.code ?? '')) throw error;
    }
    return { mark: 'category' };
  }

  async function lookUpCategories(appId: string): Promise<CheckReport> {
    const { category } = await readAppInfo(api, appId);
    const all = category ?? [];
    const failed = all.find(({ audit_status }) => audit_status === 3);
    if (failed) return { state: 'DECLINED', words: failed.reason ?? '' };
    const isApproved = all.length > 0 && all.every(({ audit_status }) => audit_status === 2);
    return isApproved ? { state: 'PASSED' } : { state: 'IN_REVIEW', mark: 'category' };
  }

  return {
    handIn: async (request) =>
      request.paper.purpose === 'IDENTITY'
        ? handInIdentity(request)
        : request.paper.purpose === 'QUALIFICATION'
          ? handInQualification(request)
          : 'NOT_ASKED',
    lookUp: (request, mark) =>
      request.paper.purpose === 'IDENTITY'
        ? verification.lookUp(request.appId, mark)
        : lookUpCategories(request.appId),
  };
}
