/**
 * SQL: whether a host may see anything of a program, by the closed tests that are on file (wechat/7.1, baidu/8.1). It is
 * `isShownTo` of the policy, said to the database, so that no row of it is ever fetched for a host that is kept out.
 * @param program The column with the program's id.
 * @param host The parameter with the host's id.
 * @param today The parameter with the day, in China.
 */
export function shownTo(program: string, host: string, today: string): string {
  const secret = `beta."programId" = ${program} AND (beta."endedOn" IS NULL OR beta."endedOn" > ${today})
    AND NOT EXISTS (
      SELECT 1 FROM "Material" AS consent
      WHERE consent.id = beta."consentMaterialId" AND consent.state <> 'SUPERSEDED' AND consent."validFrom" <= ${today}
        AND (consent."validUntil" IS NULL OR consent."validUntil" >= ${today}))`;
  return `(NOT EXISTS (SELECT 1 FROM "BetaInvitation" AS beta WHERE ${secret})
    OR EXISTS (
      SELECT 1 FROM "BetaInvitation" AS beta JOIN "Host" AS invited ON invited.platform = beta.platform
      WHERE invited.id = ${host} AND (beta."hostId" IS NULL OR beta."hostId" = ${host}) AND ${secret}))`;
}
