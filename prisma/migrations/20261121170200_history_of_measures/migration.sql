-- What a verdict depends on has a past: so have measures with what was said against them, and fees. When
-- time comes back to a row is not kept.
SELECT keep_history('Enforcement', 'id', 'nextStepAt');
SELECT keep_history('Appeal');
SELECT keep_history('Rectification');
SELECT keep_history('Fee');
