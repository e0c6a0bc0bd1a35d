import type { LocalizedText } from '../../kernel/localized.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { VersionFact } from '../facts.ts';
import {
  isUnderReview,
  mayBeResubmitted,
  type ReleaseState,
  type ReviewState,
  type TransitionTable,
} from '../lifecycle.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

type Citing = Pick<Rule, 'clauses'>;

/** A platform examines one version of a program at a time. */
export function oneReviewAtATime({ clauses, platform }: Citing & { readonly platform: PlatformId }): Rule {
  return {
    id: 'one-review-at-a-time',
    clauses,
    operations: ['SUBMIT'],
    check({ otherReviewOpen }) {
      if (!otherReviewOpen) return [];
      return [
        {
          effect: 'BLOCKS',
          code: 'OTHER_REVIEW_OPEN',
          message: {
            'zh-CN': '该小程序已有版本正在提交、审核或发布中，平台一次只处理一个版本',
            en: 'a version of the program is being submitted, reviewed or released; the platform takes one at a time',
          },
          path: 'otherReviewOpen',
          remedy: { kind: 'END_OPEN_REVIEW', platform },
        },
      ];
    },
  };
}

/**
 * A version is decided upon once. The fix for a rejected one is a new version, with a review of its own; one that was
 * taken back or rolled back may be handed in once more, where the platform's table says so.
 */
export function submittedOnce({
  clauses,
  transitions,
  platform,
}: Citing & { readonly transitions: TransitionTable; readonly platform?: PlatformId }): Rule {
  // What is decided is decided; what is being examined can be taken back, where it is known from whom.
  const remedyFor = (review: ReviewState): Pick<Finding, 'remedy'> => {
    if (!isUnderReview(review)) return { remedy: { kind: 'CREATE_VERSION' } };
    return platform === undefined ? {} : { remedy: { kind: 'END_OPEN_REVIEW', platform } };
  };
  return aboutVersion('submitted-once', clauses, 'SUBMIT', (version) => {
    const { number, review } = version;
    if (review === 'NOT_SUBMITTED' || mayBeResubmitted(transitions, version)) return [];
    return [
      {
        effect: 'BLOCKS',
        code: 'ALREADY_SUBMITTED',
        message: {
          'zh-CN': `版本 ${number} ${reviews[review]['zh-CN']}，不能再次提交`,
          en: `version ${number} ${reviews[review].en}; it cannot be submitted again`,
        },
        path: 'version.review',
        ...remedyFor(review),
      },
    ];
  });
}

/** What a platform examines is a package made of one of its templates; without one there is nothing to hand in. */
export function templateNamed({ clauses }: Citing): Rule {
  return {
    id: 'template-named',
    clauses,
    operations: ['SUBMIT'],
    check({ version }) {
      if (!version?.withoutTemplate) return [];
      const { number } = version;
      return [
        {
          effect: 'BLOCKS',
          code: 'TEMPLATE_MISSING',
          message: {
            'zh-CN': `版本 ${number} 没有用于该平台的模板；请创建带有该平台模板的新版本`,
            en: `version ${number} has no template for the platform: create a version that has one`,
          },
          path: 'version.withoutTemplate',
          remedy: { kind: 'CREATE_VERSION' },
        },
      ];
    },
  };
}

/** Only what is being examined, or on its way to that, can be taken back. */
export function withdrawnWhileInReview({ clauses }: Citing): Rule {
  return aboutVersion('withdrawn-while-in-review', clauses, 'WITHDRAW', ({ number, review, onItsWay }) => {
    if (isUnderReview(review) || onItsWay) return [];
    return [
      {
        effect: 'BLOCKS',
        code: 'NOT_IN_REVIEW',
        message: {
          'zh-CN': `版本 ${number} ${reviews[review]['zh-CN']}，没有可撤回的审核`,
          en: `version ${number} ${reviews[review].en}; there is no review to withdraw`,
        },
        path: 'version.review',
      },
    ];
  });
}

/** The very version that passed is what may be released, and once; to everybody also where a part of the users has it. */
export function reviewPassedBeforeRelease({ clauses }: Citing): Rule {
  return aboutVersion(
    'review-passed-before-release',
    clauses,
    'RELEASE',
    ({ versionId, number, review, release }) => {
      if (review !== 'APPROVED') {
        return [
          {
            effect: 'BLOCKS',
            code: 'REVIEW_NOT_PASSED',
            message: {
              'zh-CN': `版本 ${number} ${reviews[review]['zh-CN']}；只有通过审核的版本才能发布`,
              en: `version ${number} ${reviews[review].en}; only a version that passed its review can be released`,
            },
            path: 'version.review',
            remedy: review === 'REJECTED' ? { kind: 'CREATE_VERSION' } : { kind: 'PASS_REVIEW', versionId },
          },
        ];
      }
      if (release === 'NOT_RELEASED' || release === 'STAGED') return [];
      return [
        {
          effect: 'BLOCKS',
          code: 'ALREADY_RELEASED',
          message: {
            'zh-CN': `版本 ${number} ${releases[release]['zh-CN']}`,
            en: `version ${number} ${releases[release].en}`,
          },
          path: 'version.release',
          ...(release === 'ROLLED_BACK' && { remedy: { kind: 'PASS_REVIEW', versionId } }),
        },
      ];
    },
  );
}

/** After the platform's approval each host decides for itself; a version is released where its host agreed. */
export function hostConfirmedBeforeRelease({ clauses }: Citing): Rule {
  return aboutVersion('host-confirmed-before-release', clauses, 'RELEASE', ({ number, confirmation }) => {
    if (confirmation === 'CONFIRMED' || confirmation === 'NOT_NEEDED') return [];
    if (confirmation === 'REFUSED') {
      return [
        {
          effect: 'BLOCKS',
          code: 'HOST_REFUSED',
          message: {
            'zh-CN': `宿主平台已拒绝版本 ${number}`,
            en: `the host has refused version ${number}`,
          },
          path: 'version.confirmation',
          remedy: { kind: 'CREATE_VERSION' },
        },
      ];
    }
    return [
      {
        effect: 'BLOCKS',
        code: 'HOST_NOT_CONFIRMED',
        message: {
          'zh-CN': `宿主平台尚未审查确认版本 ${number}`,
          en: `the host has not confirmed version ${number} yet`,
        },
        path: 'version.confirmation',
        remedy: { kind: 'AWAIT_HOST' },
      },
    ];
  });
}

function aboutVersion(
  id: string,
  clauses: Rule['clauses'],
  operation: Rule['operations'][number],
  check: (version: VersionFact) => readonly Finding[],
): Rule {
  return {
    id,
    clauses,
    operations: [operation],
    check: ({ version }) => (version ? check(version) : [noVersion]),
  };
}

const noVersion: Finding = {
  effect: 'LACKS',
  code: 'VERSION_NOT_NAMED',
  message: {
    'zh-CN': '没有所问的版本：请先创建版本',
    en: 'there is no version that this could be about: create one',
  },
  path: 'version',
  remedy: { kind: 'CREATE_VERSION' },
};

const reviews: Readonly<Record<ReviewState, LocalizedText>> = {
  NOT_SUBMITTED: { 'zh-CN': '尚未提交审核', en: 'has not been submitted' },
  IN_REVIEW: { 'zh-CN': '正在审核', en: 'is in review' },
  DELAYED: { 'zh-CN': '审核延后', en: 'is in a review that is delayed' },
  APPROVED: { 'zh-CN': '已通过审核', en: 'has passed its review' },
  REJECTED: { 'zh-CN': '未通过审核', en: 'was rejected' },
  WITHDRAWN: { 'zh-CN': '已撤回', en: 'was withdrawn' },
};

const releases: Readonly<Record<Exclude<ReleaseState, 'NOT_RELEASED' | 'STAGED'>, LocalizedText>> = {
  RELEASING: { 'zh-CN': '正在发布', en: 'is being released' },
  RELEASED: { 'zh-CN': '已经发布', en: 'is released already' },
  PAUSED: { 'zh-CN': '已经发布，服务暂停中', en: 'is released already, and its service is paused' },
  ROLLING_BACK: { 'zh-CN': '正在回退', en: 'is being rolled back' },
  ROLLED_BACK: {
    'zh-CN': '已被回退；再次提交并通过审核后才能再发布',
    en: 'was rolled back, and comes back by another review: submit it once more',
  },
  SUPERSEDED: { 'zh-CN': '已被更新的版本取代', en: 'was superseded by a later release' },
};
