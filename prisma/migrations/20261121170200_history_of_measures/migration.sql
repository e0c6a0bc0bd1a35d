-- What a verdict depends on has a past: so have measures with what was said against them, and fees. Who works on a row, and when
-- time comes back to a row is not kept.
SELECT keep_history('Enforcement', 'id', 'nextStepAt');
SELECT keep_history('Appeal', 'id', 'leaseUntil,leaseOwner');
SELECT keep_history('Rectification', 'id', 'leaseUntil,leaseOwner');
SELECT keep_history('Fee');
