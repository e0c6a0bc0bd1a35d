-- A number is that of the one who took the measure: two hosts, or a host and its platform, may use the same (baidu/3.6).
DROP INDEX "Enforcement_once";
CREATE UNIQUE INDEX "Enforcement_once" ON "Enforcement"("platform", "accountId", (CASE WHEN "takenByHost" THEN "hostId" ELSE '' END), "reference");
