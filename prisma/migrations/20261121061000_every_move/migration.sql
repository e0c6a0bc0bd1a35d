-- The words of the release axis that the transition tables have: to a part of the users, paused, rolled back.
ALTER TABLE "Distribution" DROP CONSTRAINT "Distribution_axes";
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_axes" CHECK (
  confirmation IN ('NOT_NEEDED', 'WAITING', 'PENDING', 'CONFIRMED', 'REFUSED')
  AND release IN ('NOT_RELEASED', 'RELEASING', 'STAGED', 'RELEASED', 'PAUSED', 'ROLLING_BACK', 'ROLLED_BACK', 'SUPERSEDED'));

-- Nothing becomes public at a host that has not agreed (baidu/3.6).
ALTER TABLE "Distribution" DROP CONSTRAINT "Distribution_released";
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_released" CHECK (
  release IN ('NOT_RELEASED', 'SUPERSEDED') OR confirmation IN ('NOT_NEEDED', 'CONFIRMED'));

-- What a platform said of a registration that its table does not allow, so that it is noted once.
ALTER TABLE "Registration" ADD COLUMN "anomaly" TEXT;
